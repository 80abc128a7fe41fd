-- What was asked for together: by whom, why and for when.
create table commands.batches (
    id          uuid        primary key,
    asked_by    text        not null check (asked_by <> ''),
    reason      text        not null check (reason <> ''),
    asked_at    timestamptz not null,
    valid_from  timestamptz not null,
    valid_until timestamptz not null,
    priority    smallint    not null,
    spread_ms   bigint      not null check (spread_ms >= 0),
    check (valid_from < valid_until)
);

-- Who approved a batch, and the hash of what they were shown: all of it and the list.
create table commands.approvals (
    batch     uuid        primary key references commands.batches,
    person    text        not null check (person <> ''),
    list_hash text        not null check (list_hash ~ '^[0-9a-f]{64}$'),
    at        timestamptz not null
);

create table commands.commands (
    id        bigint      generated always as identity primary key,
    batch     uuid        not null references commands.batches,
    place     int         not null,  -- in the batch's list, from 0
    meter     text        not null check (meter ~ '^[A-Z]{3}[0-9]{13}$'),
    feeder    text        check (feeder <> ''),
    body      bytea       not null,  -- an Order of the wire with nothing but its body
    state     text        not null check (state in ('requested', 'approved', 'queued', 'sent',
                  'received', 'done', 'refused', 'expired', 'quarantined')),
    changes   int         not null check (changes > 0),  -- so many rows of the history are its own
    attempts  int         not null default 0,            -- how often it was handed out
    due       timestamptz not null,                      -- not handed out (again) before
    effect    timestamptz,                               -- of a critical one that the guard let pass
    under_way boolean     not null default false,        -- handed out, and the meter has not answered
    unique (batch, place)
);

create unique index one_under_way_per_meter on commands.commands (meter) where under_way;
create index commands_under_way_by_feeder on commands.commands (feeder) where under_way;
create index commands_to_hand_out on commands.commands (id) where state in ('queued', 'sent');
create index commands_open on commands.commands (batch) where state not in ('done', 'refused', 'expired');
create index commands_quarantined on commands.commands (id) where state = 'quarantined';
create index commands_by_effect on commands.commands (effect) where effect is not null;

-- Under which counters a command travelled. A counter belongs to one command of a meter for ever, since by it
-- the meter's report finds its command.
create table commands.sendings (
    meter   text        not null,
    counter bigint      not null,  -- the order's, as 64 bits without sign
    command bigint      not null references commands.commands,
    attempt int         not null,
    signed  bytea       not null,  -- the SignedOrder
    at      timestamptz not null,
    primary key (meter, counter),
    unique (command, attempt)
);

-- Every change of every command, in the transaction that made it.
create table commands.history (
    command bigint      not null references commands.commands,
    number  int         not null check (number > 0),
    event   text        not null,
    state   text        not null,             -- after it
    at      timestamptz not null,
    person  text,                             -- null where nobody decided
    detail  text        not null,
    primary key (command, number)
);

create function commands.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'commands.% is only appended to', tg_table_name;
end
$$;

create trigger history_stays before update or delete on commands.history
    for each row execute function commands.refuse_change();
create trigger history_is_kept before truncate on commands.history
    for each statement execute function commands.refuse_change();
create trigger approvals_stay before update or delete on commands.approvals
    for each row execute function commands.refuse_change();
create trigger approvals_are_kept before truncate on commands.approvals
    for each statement execute function commands.refuse_change();
