create table server.users (
    id uuid primary key,
    name text not null unique check (name = lower(name)),
    display_name text not null,
    role text not null check (role in ('customer', 'operator')),
    customer uuid,
    password_hash text not null,
    created timestamptz not null,
    check ((role = 'customer') = (customer is not null))
);

comment on column server.users.customer is 'The customer of schema network this user is.';
