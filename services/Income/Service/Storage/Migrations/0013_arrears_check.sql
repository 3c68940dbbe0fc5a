-- The weekly check: when each account is to be looked at next, and each landlord's rounds. Apart from the account itself, so that looking at an account does not change it.
create table arrears_check (
  account_id uuid primary key references account,
  landlord   text not null,
  next_on    date not null,
  looked_at  timestamptz
);

create index arrears_check_next_idx on arrears_check (landlord, next_on, account_id);

create table arrears_round (
  landlord    text not null,
  day         date not null,
  started_at  timestamptz not null,
  finished_at timestamptz,
  accounts    bigint not null default 0,
  found       bigint not null default 0,
  primary key (landlord, day)
);

-- What people decided about a promise is looked up beside what runs.
create index commitment_cancelled_idx on commitment (case_id, standard_id) where outcome = 'Cancelled';

create table expected_benefit (
  id           uuid primary key,
  account_id   uuid not null references account,
  kind         text not null,
  amount_pence bigint not null check (amount_pence > 0),
  every        text not null,
  next_on      date not null,
  evidence     text not null,
  recorded_at  timestamptz not null,
  recorded_by  text not null,
  ended_at     timestamptz,
  why_ended    text,
  check ((ended_at is null) = (why_ended is null))
);

create unique index expected_benefit_key on expected_benefit (account_id, kind) where ended_at is null;
create trigger expected_benefit_is_never_removed before delete or truncate on expected_benefit
  for each statement execute function ledger_is_append_only();

-- When Tenancy's word on the household's needs was so.
alter table arrears_case add column needs_at timestamptz;

-- The lines of a case's history, in their order.
alter table arrears_case add column entries integer not null default 0;
alter table arrears_entry add column number integer not null;
drop index arrears_entry_case_id_idx;
create unique index arrears_entry_number_key on arrears_entry (case_id, number);
