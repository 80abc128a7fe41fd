-- Operators who may approve what another one asks for.
alter table server.users drop constraint users_role_check;
alter table server.users add constraint users_role_check
    check (role in ('customer', 'operator', 'approver'));

-- A notice that a command carries to its meter is not sent a second way.
alter table server.notices add column by_command boolean not null default false;
