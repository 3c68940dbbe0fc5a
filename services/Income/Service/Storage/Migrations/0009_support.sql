-- Help for households that find the rent hard to pay, their benefit claims, and their leave to speak to others for them.
create table support_offer (
  id          uuid primary key,
  account_id  uuid not null references account,
  kind        text not null,
  stage       text not null,
  agency_key  text,
  agency_name text,
  why         text not null,
  channel     text,
  began_at    timestamptz not null,
  offered_at  timestamptz,
  answer      text,
  answered_at timestamptz,
  outcome     text,
  ended_at    timestamptz,
  by          text not null
);

create index support_offer_account_id_idx on support_offer (account_id, id);

create table support_scheme (
  account_id uuid primary key references account,
  scheme     text not null,
  officer    text not null
);

create table consent (
  id           uuid primary key,
  account_id   uuid not null references account,
  body         text not null,
  name         text not null,
  about        text[] not null,
  given_on     date not null,
  until_day    date not null check (until_day >= given_on),
  how          text not null,
  evidence     text,
  given_by     text not null,
  recorded_at  timestamptz not null,
  withdrawn_on date,
  withdrawn_at timestamptz,
  withdrawn_by text
);

create index consent_account_id_idx on consent (account_id, id);

create table third_party_contact (
  id          uuid primary key,
  account_id  uuid not null references account,
  -- Nobody is spoken to without the household's leave.
  consent_id  uuid not null references consent,
  about       text not null,
  on_day      date not null,
  channel     text not null,
  note        text not null,
  by          text not null,
  recorded_at timestamptz not null
);

create index third_party_contact_consent_id_idx on third_party_contact (consent_id);

create trigger third_party_contact_is_append_only before update or delete or truncate on third_party_contact
  for each statement execute function ledger_is_append_only();

create table benefit_claim (
  id          uuid primary key,
  account_id  uuid not null references account,
  kind        text not null,
  claimed_on  date not null,
  decided_on  date,
  outcome     text,
  by          text not null,
  recorded_at timestamptz not null
);

create index benefit_claim_account_id_idx on benefit_claim (account_id, id);
