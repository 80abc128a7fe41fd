-- The utility's own number of a place or a customer, by which its files name it; what was made by hand has none.
alter table network.places add column reference text unique check (reference <> '');
alter table network.customers add column reference text unique check (reference <> '');

create table network.feeders (
    code text primary key check (code <> '')
);

create table network.transformers (
    code text primary key check (code <> '')
);

-- Which feeder a transformer hangs on, and when. One at a time.
create table network.feedings (
    transformer text      not null references network.transformers,
    feeder      text      not null references network.feeders,
    during      tstzrange not null check (not isempty(during) and not lower_inf(during)),
    constraint one_feeder_at_a_time exclude using gist (transformer with =, during with &&)
);
create index feedings_by_feeder on network.feedings (feeder);

-- Which transformer a place is connected to, by which phase (null: not known), and when. One at a time.
create table network.service_connections (
    place       uuid      not null references network.places,
    transformer text      not null references network.transformers,
    phase       text      check (phase in ('L1', 'L2', 'L3', 'L1L2L3')),
    during      tstzrange not null check (not isempty(during) and not lower_inf(during)),
    constraint one_transformer_at_a_time exclude using gist (place with =, during with &&)
);
create index service_connections_by_transformer on network.service_connections (transformer);
