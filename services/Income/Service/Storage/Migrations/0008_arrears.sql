-- Arrears: the case of an account that owes too long, and all that was done on it.
create table arrears_case (
  id              uuid primary key,
  account_id      uuid not null references account,
  landlord        text not null,
  household_id    uuid not null,
  kind            text not null,
  opened_at       timestamptz not null,
  closed_at       timestamptz,
  standing        jsonb not null,
  looked_at       timestamptz not null,
  level           integer not null check (level >= 0),
  step            text,
  stepped_at      timestamptz,
  next_step       text,
  officer         text,
  vulnerable      boolean,
  agreement_holds boolean not null default false,
  done            text[] not null
);

-- An account's arrears are worked on in one case at a time.
create unique index arrears_case_open_key on arrears_case (account_id) where closed_at is null;
create index arrears_case_account_id_idx on arrears_case (account_id, id);
create index arrears_case_household_id_idx on arrears_case (household_id) where closed_at is null;
-- The worklists.
create index arrears_case_landlord_idx on arrears_case (landlord, id) where closed_at is null;
create index arrears_case_next_step_idx on arrears_case (landlord, next_step, id) where closed_at is null and next_step is not null;
create index arrears_case_officer_idx on arrears_case (landlord, officer, id) where closed_at is null;
create index arrears_case_vulnerable_idx on arrears_case (id) where closed_at is null and vulnerable is null;

create table arrears_entry (
  id          uuid primary key,
  case_id     uuid not null references arrears_case,
  act         text not null,
  at          timestamptz not null,
  recorded_at timestamptz not null,
  by          text not null,
  step        text,
  channel     text,
  note        text,
  evidence    text
);

create index arrears_entry_case_id_idx on arrears_entry (case_id, id);

create trigger arrears_entry_is_append_only before update or delete or truncate on arrears_entry
  for each statement execute function ledger_is_append_only();
create trigger arrears_case_is_never_removed before delete or truncate on arrears_case
  for each statement execute function ledger_is_append_only();
