-- How the meter's switch stands, a SupplyReport of the line; null from a meter without one.
alter table headend.hellos add column supply bytea;
