-- Payments by card: what the provider was asked for, and what it said came of it.
create table card_payment (
  id              uuid primary key,
  account_id      uuid not null references account,
  landlord        text not null,
  amount_pence    bigint not null check (amount_pence > 0),
  return_url      text not null,
  language        text not null,
  state           text not null,
  code            text,
  -- Null until the provider has answered; a payment there is one payment here.
  provider_id     text constraint card_payment_provider_id_key unique,
  next_url        text,
  started_by      text not null,
  started_at      timestamptz not null,
  cancel_asked_at timestamptz,
  finished_at     timestamptz,
  posting_id      uuid references posting,
  look_at         timestamptz,
  looked_at       timestamptz,
  looks           integer not null,
  -- What is paid is on the account, and nothing else is.
  constraint card_payment_posted check ((state = 'Success') = (posting_id is not null))
);

create index card_payment_account_id_idx on card_payment (account_id, id desc);
create index card_payment_look_at_idx on card_payment (look_at) where look_at is not null;

create trigger card_payment_is_never_removed before delete or truncate on card_payment
  for each statement execute function ledger_is_append_only();
