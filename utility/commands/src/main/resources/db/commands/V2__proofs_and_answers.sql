-- What an approval rests on, as the approver's device gave it. The approval key looks at it again before
-- each signature, so that a row alone approves nothing.
alter table commands.approvals add column proof bytea not null default '';
alter table commands.approvals alter column proof drop default;

-- Whether the meter's journal has said its last about the order of this counter.
alter table commands.sendings add column settled boolean not null default false;
create index sendings_awaited on commands.sendings (meter) where not settled;

-- A meter that is not on the line holds up nobody on its feeder: what was sent to it is then no longer under
-- way, but nothing else goes to this meter before it.
create index commands_sent_by_meter on commands.commands (meter) where state = 'sent';
create index commands_by_meter on commands.commands (meter, id);

create index batches_by_time on commands.batches (asked_at, id);
