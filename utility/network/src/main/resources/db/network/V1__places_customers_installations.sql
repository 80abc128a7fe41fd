-- Equality on plain columns inside exclusion constraints.
create extension if not exists btree_gist with schema public;

create table network.places (
    id      uuid primary key,
    name    text not null check (name <> ''),
    address text not null,
    zone    text not null
);

create table network.customers (
    id   uuid primary key,
    name text not null check (name <> '')
);

-- Who holds the account of a place, and when. One account at a time; a customer may hold several places.
create table network.occupancies (
    place    uuid      not null references network.places,
    customer uuid      not null references network.customers,
    during   tstzrange not null check (not isempty(during) and not lower_inf(during)),
    constraint one_account_at_a_time exclude using gist (place with =, during with &&)
);
create index occupancies_by_customer on network.occupancies (customer);

-- Which meter hangs where, and when. A meter hangs at one place at a time; a place may have several.
create table network.installations (
    meter  text      not null check (meter ~ '^[A-Z]{3}[0-9]{13}$'),
    place  uuid      not null references network.places,
    during tstzrange not null check (not isempty(during) and not lower_inf(during)),
    constraint one_place_at_a_time exclude using gist (meter with =, during with &&)
);
create index installations_by_place on network.installations (place);
