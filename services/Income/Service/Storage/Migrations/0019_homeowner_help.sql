-- Homeowners' bills as they were sent, their reserve funds, and what they may ask for beside.
create table bill_page (
  bill_id  uuid primary key references lease_bill,
  html     text not null,
  checksum text not null
);

create trigger bill_page_is_append_only before update or delete or truncate on bill_page
  for each statement execute function ledger_is_append_only();

create table reserve_entry (
  id          uuid primary key,
  scheme_id   uuid not null references charge_scheme,
  kind        text not null,
  on_day      date not null,
  pence       bigint not null check (pence > 0),
  evidence    text not null,
  recorded_at timestamptz not null,
  recorded_by text not null
);

create index reserve_entry_scheme_id_idx on reserve_entry (scheme_id, on_day);
create unique index reserve_entry_opening_key on reserve_entry (scheme_id) where kind = 'Opening';

create trigger reserve_entry_is_append_only before update or delete or truncate on reserve_entry
  for each statement execute function ledger_is_append_only();

create table invoice_copies (
  id          uuid primary key,
  account_id  uuid not null references account,
  landlord    text not null,
  cost_ids    jsonb not null,
  asked_at    timestamptz not null,
  asked_by    text not null,
  documents   jsonb not null,
  answered_at timestamptz,
  answered_by text
);

create index invoice_copies_account_id_idx on invoice_copies (account_id, id);
create index invoice_copies_waiting_idx on invoice_copies (landlord, id) where answered_at is null;

create table options_told (
  id         uuid primary key,
  account_id uuid not null references account,
  options    jsonb not null,
  agencies   jsonb not null,
  told_at    timestamptz not null,
  told_by    text not null
);

create index options_told_account_id_idx on options_told (account_id, id);

create table buy_back (
  id          uuid primary key,
  account_id  uuid not null references account,
  landlord    text not null,
  words       text not null,
  asked_at    timestamptz not null,
  asked_by    text not null,
  answer      text,
  reason      text,
  answered_at timestamptz,
  answered_by text
);

create index buy_back_account_id_idx on buy_back (account_id, id);
create index buy_back_waiting_idx on buy_back (landlord, id) where answered_at is null;
-- One question at a time.
create unique index buy_back_waiting_key on buy_back (account_id) where answered_at is null;
