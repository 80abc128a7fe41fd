-- How much of each local day was in the store at the utility's deadline, and how much is by now.
CREATE TABLE day_coverage (
    day               date    PRIMARY KEY,
    deadline_ms       bigint  NOT NULL,
    taken_ms          bigint  NOT NULL,
    meters            integer NOT NULL,
    complete          integer NOT NULL,
    looked_at_ms      bigint  NOT NULL,
    complete_by_then  integer NOT NULL,
    CHECK (complete BETWEEN 0 AND meters),
    CHECK (complete_by_then BETWEEN 0 AND meters)
);
