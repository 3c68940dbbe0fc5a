-- Legal action about a debt, the hearings of a claim and what was given before them; those who have left, and what is given up of their debts.
create table legal_action (
  id               uuid primary key,
  account_id       uuid not null references account,
  case_id          uuid not null references arrears_case,
  landlord         text not null,
  household_id     uuid not null,
  route            text not null,
  step             text not null,
  number           integer not null,
  notice           text not null,
  served_on        date not null,
  served_how       text not null,
  notice_document  text not null,
  claim_from       date not null check (claim_from >= served_on),
  good_until       date,
  applied_on       date,
  court            text,
  claim_reference  text,
  court_order      text,
  order_on         date,
  order_terms      text,
  warrant_asked_on date,
  ended_why        text,
  lost             boolean not null default false,
  started_at       timestamptz not null,
  changed_at       timestamptz not null
);

-- One legal action about an account at a time.
create unique index legal_action_running_key on legal_action (account_id) where step <> 'Ended';
create index legal_action_account_id_idx on legal_action (account_id, started_at desc, id desc);
create index legal_action_landlord_idx on legal_action (landlord, id) where step <> 'Ended';

create table legal_entry (
  id        uuid primary key,
  action_id uuid not null references legal_action,
  act       text not null,
  approves  text,
  at        timestamptz not null,
  by        text not null,
  note      text,
  evidence  text
);

create index legal_entry_action_id_idx on legal_entry (action_id, id);

create table hearing (
  id              uuid primary key,
  action_id       uuid not null references legal_action,
  at              timestamptz not null,
  place           text not null,
  order_sought    text not null,
  listed_on       date not null,
  listed_at       timestamptz not null,
  short_notice    boolean not null,
  benefit_applies boolean not null,
  papers_given_at timestamptz,
  outcome         text
);

create index hearing_action_id_idx on hearing (action_id);

create table hearing_paper (
  hearing_id  uuid not null references hearing,
  item        text not null,
  document    text not null,
  how         text not null,
  given_on    date not null,
  recorded_at timestamptz not null,
  by          text not null,
  primary key (hearing_id, item)
);

create table former_tenant_trace (
  id          uuid primary key,
  account_id  uuid not null references account,
  who         text not null,
  on_day      date not null,
  found       boolean not null,
  address     text,
  document    text not null,
  by          text not null,
  recorded_at timestamptz not null,
  constraint former_tenant_trace_address check (found = (address is not null))
);

create index former_tenant_trace_account_id_idx on former_tenant_trace (account_id, id);

create table write_off (
  id            uuid primary key,
  account_id    uuid not null references account,
  landlord      text not null,
  amount_pence  bigint not null check (amount_pence > 0),
  reason        text not null,
  note          text not null,
  stage         text not null,
  proposed_by   text not null,
  proposed_at   timestamptz not null,
  decided_by    text check (decided_by <> proposed_by),
  decided_at    timestamptz,
  decision_note text,
  posting_id    uuid references posting,
  reinstated_by text,
  reinstated_at timestamptz
);

create unique index write_off_proposed_key on write_off (account_id) where stage = 'Proposed';
create index write_off_landlord_idx on write_off (landlord, id);

create trigger legal_entry_is_append_only before update or delete or truncate on legal_entry
  for each statement execute function ledger_is_append_only();
create trigger hearing_paper_is_append_only before update or delete or truncate on hearing_paper
  for each statement execute function ledger_is_append_only();
create trigger legal_action_is_never_removed before delete or truncate on legal_action
  for each statement execute function ledger_is_append_only();
create trigger write_off_is_never_removed before delete or truncate on write_off
  for each statement execute function ledger_is_append_only();
