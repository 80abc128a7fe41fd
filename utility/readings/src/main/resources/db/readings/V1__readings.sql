-- The utility's copies of the meters' journals. Times are milliseconds since 1970-01-01T00:00Z.

-- One epoch of one meter's journal, and what of it is stored: the state acknowledgements rest on.
-- The version guards against a second writer: whoever changes a row must have seen its last state.
CREATE TABLE journal (
    id               integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    meter            text           NOT NULL,
    epoch            bigint         NOT NULL,
    version          bigint         NOT NULL DEFAULT 0,
    held             int8multirange NOT NULL DEFAULT '{}',
    records          bigint         NOT NULL DEFAULT 0,
    row_values       bigint         NOT NULL DEFAULT 0,
    lost             bigint         NOT NULL DEFAULT 0,
    last_measured_ms bigint,
    last_received_ms bigint         NOT NULL DEFAULT 0,
    UNIQUE (meter, epoch)
) WITH (fillfactor = 60);

-- First tier: runs of records as they arrived (wire's Records), until merged.
CREATE TABLE segment (
    journal     integer NOT NULL REFERENCES journal,
    first       bigint  NOT NULL,
    last        bigint  NOT NULL,
    received_ms bigint  NOT NULL,
    body        bytea   NOT NULL,
    PRIMARY KEY (journal, first)
);
ALTER TABLE segment ALTER COLUMN body SET STORAGE EXTERNAL;

-- Definitions by the record that brought them: an index into the journal, needed to read rows.
CREATE TABLE definition (
    journal  integer NOT NULL REFERENCES journal,
    sequence bigint  NOT NULL,
    payload  bytea   NOT NULL,
    PRIMARY KEY (journal, sequence)
);

-- The merger's cursor and what it must remember from record to record.
CREATE TABLE merge_state (
    journal         integer  PRIMARY KEY REFERENCES journal,
    merged          bigint   NOT NULL DEFAULT 0,
    chain_head      bytea,
    chain_to        bigint   NOT NULL DEFAULT 0,
    chain_verified  bigint   NOT NULL DEFAULT 0,
    chain_broken    text,
    registers       text[]   NOT NULL DEFAULT '{}',
    register_values bigint[] NOT NULL DEFAULT '{}'
);

-- Second tier: rows of one definition whose intervals end in one UTC day (after its midnight, up to
-- and with the next), by column, in parts of bounded size. The definition is named by its record.
-- Profile: rows of a load profile with an energy register, from which curves are made.
CREATE TABLE block (
    journal        integer NOT NULL REFERENCES journal,
    profile        boolean NOT NULL,
    day            integer NOT NULL,
    definition     bigint  NOT NULL,
    part           integer NOT NULL,
    rows           integer NOT NULL,
    first_time_ms  bigint  NOT NULL,
    last_time_ms   bigint  NOT NULL,
    first_sequence bigint  NOT NULL,
    last_sequence  bigint  NOT NULL,
    body           bytea   NOT NULL,
    PRIMARY KEY (journal, profile, day, definition, part)
);
ALTER TABLE block ALTER COLUMN body SET STORAGE EXTERNAL;

-- Merged records that are no rows: definitions, events, signatures, tags that nobody here knows.
CREATE TABLE kept_record (
    journal     integer NOT NULL REFERENCES journal,
    sequence    bigint  NOT NULL,
    tag         integer NOT NULL,
    time_ms     bigint,
    payload     bytea   NOT NULL,
    PRIMARY KEY (journal, sequence)
);
CREATE INDEX kept_record_events ON kept_record (journal, time_ms) WHERE tag = 3;

-- Merged records that were set aside: stored, acknowledged, in no curve and no sum.
CREATE TABLE quarantine (
    journal     integer NOT NULL REFERENCES journal,
    sequence    bigint  NOT NULL,
    tag         integer NOT NULL,
    reason      text    NOT NULL,
    detail      text    NOT NULL,
    time_ms     bigint,
    received_ms bigint  NOT NULL,
    payload     bytea   NOT NULL,
    PRIMARY KEY (journal, sequence)
);

-- Merged runs of records that the meter itself could no longer read.
CREATE TABLE lost (
    journal integer NOT NULL REFERENCES journal,
    first   bigint  NOT NULL,
    last    bigint  NOT NULL,
    PRIMARY KEY (journal, first)
);
