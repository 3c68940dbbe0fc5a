-- Money that goes back to a household: asked for by one, agreed to by another, sent until it is paid.
create table refund (
  id                 uuid primary key,
  account_id         uuid not null references account,
  landlord           text not null,
  amount_pence       bigint not null check (amount_pence > 0),
  reason             text not null,
  state              text not null,
  card_payment_id    uuid references card_payment,
  -- Forgotten once it is paid or declined.
  account_name       text,
  sort_code          text,
  account_number     text,
  account_end        text,
  requested_by       text not null,
  requested_at       timestamptz not null,
  decided_by         text,
  decided_at         timestamptz,
  decline_reason     text,
  posting_id         uuid references posting,
  left_pence         bigint,
  -- One refund at the card provider is one refund here.
  provider_refund_id text constraint refund_provider_refund_id_key unique,
  attempts           integer not null,
  last_fault         text,
  next_attempt_at    timestamptz,
  paid_at            timestamptz,
  paid_reference     text,
  constraint refund_to check ((card_payment_id is null) <> (account_end is null)),
  constraint refund_posted check ((state in ('Approved', 'Paid')) = (posting_id is not null)),
  constraint refund_two_people check (state not in ('Approved', 'Paid') or decided_by <> requested_by),
  constraint refund_forgets check (state in ('Requested', 'Approved') or account_number is null)
);

create index refund_landlord_idx on refund (landlord, id desc);
create index refund_account_id_idx on refund (account_id, id desc);
create index refund_card_payment_id_idx on refund (card_payment_id) where card_payment_id is not null;
create index refund_next_attempt_at_idx on refund (next_attempt_at) where next_attempt_at is not null;

create trigger refund_is_never_removed before delete or truncate on refund
  for each statement execute function ledger_is_append_only();
