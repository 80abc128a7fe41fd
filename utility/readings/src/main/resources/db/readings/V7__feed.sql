-- Events and findings as one stream that others follow. Its order is that of the transactions that
-- wrote them, and within one that of writing: a number alone would not do, since a lower one may be
-- committed later and whoever had read on would never see it.
CREATE SEQUENCE told;

ALTER TABLE kept_record
    ADD COLUMN told_in xid8 NOT NULL DEFAULT pg_current_xact_id(),
    ADD COLUMN told bigint NOT NULL DEFAULT nextval('readings.told');
CREATE INDEX kept_record_told ON kept_record (told_in, told) WHERE tag = 3;

ALTER TABLE finding
    ADD COLUMN told_in xid8 NOT NULL DEFAULT pg_current_xact_id(),
    ADD COLUMN told bigint NOT NULL DEFAULT nextval('readings.told');
CREATE INDEX finding_told ON finding (told_in, told);
