-- One row per start of the head-end; its number keeps the seals of different starts apart.
create table headend.boots (
    boot    integer primary key,
    started timestamptz not null
);

create table headend.invitations (
    code_hash  bytea primary key,
    meter      text        not null,
    good_until timestamptz not null,
    used       timestamptz,
    withdrawn  timestamptz
);
create index invitations_by_meter on headend.invitations (meter);

-- Every certificate ever issued to a meter.
create table headend.certificates (
    serial    text primary key,
    meter     text        not null,
    issued    timestamptz not null,
    not_after timestamptz not null,
    revoked   timestamptz
);
create index certificates_by_meter on headend.certificates (meter);

-- The agreement in force with each enrolled meter, and where its counters stand.
create table headend.meters (
    meter         text primary key,
    generation    integer     not null,
    x25519        bytea       not null,
    ed25519       bytea       not null,
    serial        text        not null references headend.certificates,
    enrolled      timestamptz not null,
    epoch         bigint      not null default 0,
    up_boot       integer     not null default 0,
    up_highest    bigint      not null default 0,
    live_boot     integer     not null default 0,
    live_highest  bigint      not null default 0,
    sample_period integer     not null,
    push_period   integer     not null
);

-- The last hello of each meter.
create table headend.hellos (
    meter          text primary key,
    received       timestamptz not null,
    software       text        not null,
    epoch          bigint      not null,
    first_sequence bigint      not null,
    last_sequence  bigint      not null,
    acknowledged   bigint      not null,
    clock          timestamptz not null,
    clock_set      boolean     not null,
    journal_fill   double precision not null,
    sample_period  integer     not null,
    push_period    integer     not null
);

-- How often something was refused, by hour; meter is '' where nobody knows whose it was.
create table headend.refusal_counts (
    hour   timestamptz not null,
    meter  text        not null,
    reason text        not null,
    count  bigint      not null,
    primary key (hour, meter, reason)
);
create index refusal_counts_by_meter on headend.refusal_counts (meter, hour);

-- The latest refusals with their detail; older ones are deleted.
create table headend.refusals (
    number bigint generated always as identity primary key,
    at     timestamptz not null,
    meter  text        not null,
    reason text        not null,
    detail text        not null
);
create index refusals_by_meter on headend.refusals (meter, number);
