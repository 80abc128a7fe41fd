-- The kind of an event, so that few kinds are found among many events: an event's record begins with
-- its code as LEB128 in the fewest bytes, at most three (wire's Event: 1…65,535).
ALTER TABLE kept_record ADD COLUMN event_code integer GENERATED ALWAYS AS (
    CASE
        WHEN tag <> 3 THEN NULL
        WHEN get_byte(payload, 0) < 128 THEN get_byte(payload, 0)
        WHEN get_byte(payload, 1) < 128
            THEN get_byte(payload, 0) - 128 + (get_byte(payload, 1) << 7)
        ELSE get_byte(payload, 0) - 128 + ((get_byte(payload, 1) - 128) << 7)
            + (get_byte(payload, 2) << 14)
    END) STORED;
CREATE INDEX kept_record_event_kinds ON kept_record (journal, event_code) WHERE tag = 3;
