-- What a notice is, and what a bill asks for.
alter table server.notices
    add column kind        text not null default 'message',
    add column currency    text,
    add column minor_units bigint,
    add column decimals    integer,
    add column due         date,
    add check ((kind = 'bill') = (currency is not null)),
    add check (num_nulls(currency, minor_units, decimals, due) in (0, 4));
alter table server.notices alter column kind drop default;
