-- Agreements to pay arrears back bit by bit, and their instalments.
create table agreement (
  id               uuid primary key,
  account_id       uuid not null references account,
  case_id          uuid not null references arrears_case,
  landlord         text not null,
  household_id     uuid not null,
  state            text not null,
  debt_pence       bigint not null check (debt_pence > 0),
  instalment_pence bigint not null check (instalment_pence > 0),
  every            text not null,
  first_on         date not null,
  means            jsonb not null,
  offered_at       timestamptz not null,
  offered_by       text not null,
  answer_by        date not null,
  answered_at      timestamptz,
  review_on        date,
  missed_in_a_row  integer not null default 0,
  over_at          timestamptz,
  why              text,
  next_on          date
);

-- One at a time on an account.
create unique index agreement_running_key on agreement (account_id) where state in ('Offered', 'InForce');
create index agreement_account_id_idx on agreement (account_id, id);
create index agreement_case_id_idx on agreement (case_id);
create index agreement_next_on_idx on agreement (next_on, id) where next_on is not null;
create index agreement_review_idx on agreement (landlord, review_on, id) where review_on is not null;

create table agreement_instalment (
  agreement_id uuid not null references agreement,
  number       integer not null check (number > 0),
  due_on       date not null,
  pence        bigint not null check (pence > 0),
  outcome      text not null,
  judged_at    timestamptz,
  primary key (agreement_id, number)
);

create trigger agreement_is_never_removed before delete or truncate on agreement
  for each statement execute function ledger_is_append_only();
create trigger agreement_instalment_is_never_removed before delete or truncate on agreement_instalment
  for each statement execute function ledger_is_append_only();
