-- Third tier: a block may span the days from day up to and with last_day: a month once it is old.
-- Days are those of the utility's zone at the time of writing; queries look a day further.
ALTER TABLE block ADD COLUMN last_day integer;
UPDATE block SET last_day = day;
ALTER TABLE block ALTER COLUMN last_day SET NOT NULL;

-- What is not sealed yet; small, since months are sealed soon after they end.
CREATE INDEX block_unsealed ON block (day, journal) WHERE day = last_day;
