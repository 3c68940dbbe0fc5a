-- Service charges of leaseholders and shared owners: schemes, what each lease bears, budgets, costs, and the bills of estimates and closings.
create table charge_scheme (
  id        uuid primary key,
  landlord  text not null,
  name      text not null,
  place     text not null,
  place_id  uuid not null,
  heads     jsonb not null,
  opened_at timestamptz not null,
  opened_by text not null,
  constraint charge_scheme_place_key unique (place_id)
);

create index charge_scheme_landlord_idx on charge_scheme (landlord, id);

create table lease_share (
  id        uuid primary key,
  scheme_id uuid not null references charge_scheme,
  home_id   uuid not null,
  head      text not null,
  above     bigint not null check (above > 0),
  below     bigint not null check (below >= 0),
  source    text not null,
  from_day  date not null,
  until_day date,
  set_at    timestamptz not null,
  set_by    text not null
);

create index lease_share_scheme_id_idx on lease_share (scheme_id, id);
create index lease_share_home_id_idx on lease_share (home_id);

-- One share of a head at a time.
create unique index lease_share_standing_key on lease_share (scheme_id, home_id, head) where until_day is null;

create table scheme_budget (
  scheme_id uuid not null references charge_scheme,
  starts_in integer not null,
  lines     jsonb not null,
  set_at    timestamptz not null,
  set_by    text not null,
  primary key (scheme_id, starts_in)
);

create table undertaking (
  id          uuid primary key,
  scheme_id   uuid not null references charge_scheme,
  kind        text not null,
  name        text not null,
  months      integer not null,
  outcome     text not null,
  evidence    text,
  recorded_at timestamptz not null,
  recorded_by text not null
);

create index undertaking_scheme_id_idx on undertaking (scheme_id, id);

create table scheme_cost (
  id                uuid primary key,
  scheme_id         uuid not null references charge_scheme,
  starts_in         integer not null,
  head              text not null,
  supplier          text not null,
  invoice           text not null,
  invoice_key       uuid not null,
  incurred_on       date not null,
  description       text not null,
  pence             bigint not null check (pence > 0),
  lines             jsonb not null,
  document          text not null,
  undertaking_id    uuid references undertaking,
  from_reserve      boolean not null,
  recorded_at       timestamptz not null,
  recorded_by       text not null,
  notified_at       timestamptz,
  demanded_at       timestamptz,
  approved_at       timestamptz,
  approved_by       text,
  withdrawn_at      timestamptz,
  withdrawn_because text
);

create index scheme_cost_year_idx on scheme_cost (scheme_id, starts_in, id);

-- An invoice counts once under a head.
create unique index scheme_cost_invoice_key on scheme_cost (scheme_id, head, invoice_key) where withdrawn_at is null;

create table scheme_round (
  id           uuid primary key,
  scheme_id    uuid not null references charge_scheme,
  kind         text not null,
  first_day    date not null,
  last_day     date not null,
  number       integer not null check (number > 0),
  charged_from date,
  totals       jsonb not null,
  too_late     jsonb not null,
  capped       jsonb not null,
  approved_at  timestamptz not null,
  approved_by  text not null,
  finished_at  timestamptz,
  constraint scheme_round_number_key unique (scheme_id, kind, first_day, number)
);

create index scheme_round_unfinished_idx on scheme_round (id) where finished_at is null;

create table lease_bill (
  id                   uuid primary key,
  round_id             uuid not null references scheme_round,
  home_id              uuid not null,
  account_id           uuid references account,
  lines                jsonb not null,
  service_charge_pence bigint not null,
  reserve_pence        bigint not null,
  charged_from         date,
  charged_pence        bigint not null,
  difference_pence     bigint not null,
  posting_id           uuid references posting,
  issued_at            timestamptz,
  left_because         text,
  -- An account has one bill of a round.
  constraint lease_bill_account_key unique (round_id, account_id)
);

create index lease_bill_due_idx on lease_bill (id) where issued_at is null and left_because is null;
create index lease_bill_account_id_idx on lease_bill (account_id, id) where account_id is not null;
create index lease_bill_home_id_idx on lease_bill (home_id);
create index account_home_id_idx on account (home_id);

-- What went out stays as it went out.
create function issued_bill_stands() returns trigger language plpgsql as $$
begin
  if tg_op <> 'UPDATE' or old.issued_at is not null then
    raise exception 'a bill that was issued is never changed or removed: close the year again to correct it' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;

create trigger issued_bill_stands before update or delete on lease_bill for each row execute function issued_bill_stands();
create trigger scheme_cost_is_never_removed before delete or truncate on scheme_cost for each statement execute function ledger_is_append_only();
create trigger scheme_round_is_never_removed before delete or truncate on scheme_round for each statement execute function ledger_is_append_only();
