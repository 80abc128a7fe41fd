-- What operators wrote for the displays of meters. What became of it is not kept here: the journal
-- of the meter tells.
create table server.notices (
    meter        text        not null,
    number       bigint      not null,
    language     text        not null,
    title        text        not null,
    body         text        not null,
    urgency      text        not null,
    confirm      boolean     not null,
    sent         timestamptz not null,
    valid_until  timestamptz not null,
    sender       text        not null,
    reason       text        not null,
    withdrawn    timestamptz,
    withdrawn_by text,
    primary key (meter, number),
    check ((withdrawn is null) = (withdrawn_by is null))
);

create index notices_by_end on server.notices (valid_until);
