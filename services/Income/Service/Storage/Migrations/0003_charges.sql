-- Regular charges: what they are, how they came about, and each due that was charged.
create table charge (
  id             uuid primary key,
  account_id     uuid not null references account,
  sub_account    text not null,
  amount_pence   bigint not null check (amount_pence > 0),
  per            text not null,
  cycle          text not null,
  from_day       date not null,
  until_day      date,
  parts          jsonb not null,
  charged_before date not null,
  set_at         timestamptz not null,
  set_by         text not null
);

create index charge_account_id_idx on charge (account_id, id);

create table charge_debit (
  charge_id    uuid not null references charge,
  first_day    date not null,
  last_day     date not null check (last_day >= first_day),
  period_first date not null,
  period_last  date not null,
  period_pence bigint not null,
  pence        bigint not null check (pence > 0),
  posting_id   uuid not null references posting,
  -- A day of a charge is charged once.
  primary key (charge_id, first_day)
);

create index charge_debit_posting_id_idx on charge_debit (posting_id);

create trigger charge_debit_is_append_only before update or delete or truncate on charge_debit
  for each statement execute function ledger_is_append_only();
create trigger charge_is_never_removed before delete or truncate on charge
  for each statement execute function ledger_is_append_only();

-- A garage is let to one at a time.
create unique index account_garage_key on account (home_id) where kind = 'Garage' and ended_on is null;
