-- What an account's holder quotes when paying: this number with its check digits (PaymentReference.cs). No two accounts share one.
create sequence account_payment_number_seq start with 10000000 maxvalue 99999999;
alter table account add column payment_number bigint not null default nextval('account_payment_number_seq');
alter sequence account_payment_number_seq owned by account.payment_number;
create unique index account_payment_number_key on account (payment_number);

-- Money that came in and waits on the landlord's suspense account.
create table suspense_item (
  id                 uuid primary key,
  landlord           text not null,
  posting_id         uuid not null references posting,
  amount_pence       bigint not null check (amount_pence > 0),
  left_pence         bigint not null check (left_pence between 0 and amount_pence),
  source             text not null,
  why                text not null,
  payer_name         text,
  payer_account      text,
  remittance         text not null,
  received_on        date not null,
  recorded_at        timestamptz not null,
  return_asked_by    text,
  return_reason      text,
  return_approved_by text
);

create index suspense_item_landlord_idx on suspense_item (landlord, id);
create index suspense_item_posting_id_idx on suspense_item (posting_id);

-- Money moved from suspense to an account: two postings, one cause, nothing lost between them.
create table transfer (
  id                 uuid primary key,
  suspense_item_id   uuid not null references suspense_item,
  account_id         uuid not null references account,
  from_posting_id    uuid not null references posting unique,
  to_posting_id      uuid not null references posting unique,
  amount_pence       bigint not null check (amount_pence > 0),
  reason             text not null,
  moved_by           text not null,
  moved_at           timestamptz not null,
  taken_back_because text
);

create index transfer_suspense_item_id_idx on transfer (suspense_item_id);

create function transfer_has_two_sides() returns trigger language plpgsql as $$
begin
  if not exists (
    select from transfer t join posting f on f.id = t.from_posting_id join posting o on o.id = t.to_posting_id
    where new.id in (f.id, o.id) and f.amount_pence = t.amount_pence and o.amount_pence = -t.amount_pence) then
    raise exception 'posting % moves money without the other side of it', new.id using errcode = 'check_violation';
  end if;
  return null;
end
$$;

create constraint trigger transfer_has_two_sides after insert on posting
  deferrable initially deferred for each row when (new.kind = 'Transfer') execute function transfer_has_two_sides();
create trigger transfer_is_never_removed before delete or truncate on transfer
  for each statement execute function ledger_is_append_only();
create trigger suspense_item_is_never_removed before delete or truncate on suspense_item
  for each statement execute function ledger_is_append_only();
-- What the nightly proof adds up.
create index ledger_line_transfers_idx on ledger_line (posting_id) where nominal = 'Transfers';

-- Payers whose money without a reference goes to an account, because staff said so once.
create table payer (
  id            uuid primary key,
  landlord      text not null,
  payer_account text not null,
  name          text,
  account_id    uuid not null references account,
  remembered_at timestamptz not null,
  remembered_by text not null,
  constraint payer_key unique (landlord, payer_account)
);

create table bank_statement (
  id              uuid primary key,
  landlord        text not null,
  bank_account    text not null,
  bank_id         text not null,
  digest          text not null,
  from_day        date,
  to_day          date,
  opening_pence   bigint not null,
  closing_pence   bigint not null,
  matched         integer not null,
  matched_pence   bigint not null,
  suspense        integer not null,
  suspense_pence  bigint not null,
  refused         integer not null,
  refused_pence   bigint not null,
  known           integer not null,
  known_pence     bigint not null,
  imported_at     timestamptz not null,
  imported_by     text not null,
  constraint bank_statement_key unique (landlord, bank_account, bank_id),
  constraint bank_statement_adds_up check (closing_pence - opening_pence = matched_pence + suspense_pence + refused_pence + known_pence)
);

create index bank_statement_landlord_idx on bank_statement (landlord, id);

create table bank_entry (
  id                uuid primary key,
  bank_statement_id uuid not null references bank_statement,
  landlord          text not null,
  bank_account      text not null,
  number            integer not null,
  reference         text not null,
  references_given  text[] not null,
  amount_pence      bigint not null check (amount_pence <> 0),
  booked_on         date not null,
  source            text not null,
  payer_name        text,
  payer_account     text,
  remittance        text not null,
  outcome           text not null,
  why               text not null,
  account_id        uuid references account,
  posting_id        uuid references posting,
  -- The same entry in two files is one.
  constraint bank_entry_key unique (landlord, bank_account, reference)
);

create index bank_entry_bank_statement_id_idx on bank_entry (bank_statement_id, number);
create index bank_entry_references_idx on bank_entry using gin (references_given);

create trigger bank_statement_is_append_only before update or delete or truncate on bank_statement
  for each statement execute function ledger_is_append_only();
create trigger bank_entry_is_append_only before update or delete or truncate on bank_entry
  for each statement execute function ledger_is_append_only();
