-- Second and third tier by shelf: blocks that journals with neighbouring numbers share.

-- What is merged before this is moved to the new blocks at the next start, then forgotten.
DROP INDEX block_unsealed;
ALTER TABLE block RENAME TO block_of_one_journal;

-- Rows of a shelf's journals (the number divided by 32) whose intervals end in the local days from
-- day up to and with last_day. The body lies in sections, one behind the other, each of one day;
-- days says which, curve_ends and other_ends where each of them ends, so that a reader cuts out
-- what it wants. Times and energies of load profiles are in curves, everything else in others;
-- edges says of each journal's curve where it begins and ends. A bit for each journal says who is
-- inside. Sealed: made of a whole month that is over. Zone: by whose local days the rows are filed,
-- null if by those of several.
CREATE TABLE shelf_block (
    shelf          integer   NOT NULL,
    day            integer   NOT NULL,
    part           integer   NOT NULL,
    last_day       integer   NOT NULL,
    sealed         boolean   NOT NULL,
    zone           text,
    curve_journals bigint    NOT NULL,
    other_journals bigint    NOT NULL,
    days           integer[] NOT NULL,
    curve_ends     integer[] NOT NULL,
    other_ends     integer[] NOT NULL,
    edges          bytea     NOT NULL,
    curves         bytea     NOT NULL,
    others         bytea     NOT NULL,
    PRIMARY KEY (shelf, day, part)
);
ALTER TABLE shelf_block ALTER COLUMN edges SET STORAGE EXTERNAL;
ALTER TABLE shelf_block ALTER COLUMN curves SET STORAGE EXTERNAL;
ALTER TABLE shelf_block ALTER COLUMN others SET STORAGE EXTERNAL;

-- What is not sealed yet; small, since months are sealed soon after they end.
CREATE INDEX shelf_block_unsealed ON shelf_block (day, shelf) WHERE NOT sealed;

-- Months that could not be sealed and why; tried again at the next start.
CREATE TABLE unsealable_month (
    shelf  integer NOT NULL,
    month  date    NOT NULL,
    reason text    NOT NULL,
    PRIMARY KEY (shelf, month)
);

-- First and latest time in the journal's curve: no row that is not later makes curves.
ALTER TABLE merge_state ADD COLUMN first_ms bigint;
ALTER TABLE merge_state ADD COLUMN newest_ms bigint;

-- How many journals there are: as long as it is the same, they are the same, since none is ever
-- forgotten; so a reader may remember which are whose.
CREATE TABLE journal_count (
    journals bigint  NOT NULL,
    alone    boolean PRIMARY KEY DEFAULT true CHECK (alone)
);
INSERT INTO journal_count (journals) SELECT count(*) FROM journal;

CREATE FUNCTION count_journals() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE readings.journal_count SET journals = journals + fresh.number
    FROM (SELECT count(*) AS number FROM added) AS fresh WHERE fresh.number > 0;
    RETURN NULL;
END
$$;
CREATE TRIGGER count_journals AFTER INSERT ON journal
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_journals();
