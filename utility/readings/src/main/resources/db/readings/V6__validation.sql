-- What validation found and estimated, what people edited. Measured rows stay as they are.

-- What a rule found in a local day of a meter. A finding that is not found any more, because what was
-- missing has come, is taken away.
CREATE TABLE finding (
    meter    text     NOT NULL,
    flow     smallint NOT NULL,
    day      date     NOT NULL,
    rule     text     NOT NULL,
    from_ms  bigint   NOT NULL,
    to_ms    bigint   NOT NULL,
    detail   text     NOT NULL,
    found_ms bigint   NOT NULL,
    PRIMARY KEY (meter, day, flow, rule, from_ms)
);
CREATE INDEX finding_newest ON finding (found_ms);

-- Versions of intervals: estimates and edits of a local day, numbered. Rows are never changed.
CREATE TABLE version (
    meter      text     NOT NULL,
    day        date     NOT NULL,
    flow       smallint NOT NULL,
    number     integer  NOT NULL CHECK (number > 0),
    kind       text     NOT NULL CHECK (kind IN ('estimate', 'edit', 'withdrawal')),
    author     text     NOT NULL,
    reason     text     NOT NULL CHECK (reason <> ''),
    written_ms bigint   NOT NULL,
    starts_ms  bigint[] NOT NULL,
    ends_ms    bigint[] NOT NULL,
    energies   bigint[] NOT NULL,
    PRIMARY KEY (meter, day, flow, number),
    CHECK (cardinality(starts_ms) = cardinality(ends_ms)),
    CHECK (cardinality(starts_ms) = cardinality(energies))
);

-- How far each meter is validated: the sum of its journals' versions that was seen then.
CREATE TABLE validated (
    meter    text   PRIMARY KEY,
    versions bigint NOT NULL
);
