-- Who did and saw what. Rows are chained by hash and never change.
create table server.access (
    id bigint primary key,
    at timestamptz not null,
    actor text not null,
    action text not null,
    subject text not null,
    detail text not null,
    hash bytea not null check (length(hash) = 32)
);

create index access_by_actor_and_subject on server.access (actor, subject, id desc);

create function server.access_stands() returns trigger language plpgsql as $$
begin
    raise exception 'server.access only grows; rows are never changed or removed';
end $$;

create trigger access_stands before update or delete or truncate on server.access
    for each statement execute function server.access_stands();
