-- Addresses outside that are told what happens, each with its own place in the stream.
CREATE TABLE webhook (
    id            uuid    PRIMARY KEY,
    url           text    NOT NULL,
    secret        text    NOT NULL,
    created_by    text    NOT NULL,
    created_ms    bigint  NOT NULL,
    position      text    NOT NULL,
    failures      integer NOT NULL DEFAULT 0,
    next_try_ms   bigint  NOT NULL DEFAULT 0,
    last_error    text,
    last_told_ms  bigint
);
