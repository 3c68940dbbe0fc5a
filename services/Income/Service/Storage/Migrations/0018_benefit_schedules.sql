-- Benefit that is paid to the landlord for many households at once: the schedules that say whose is what, and their rows.
create table benefit_schedule (
  id             uuid primary key,
  landlord       text not null,
  payer          text not null,
  kind           text not null,
  reference      text not null,
  paid_on        date not null,
  digest         text not null,
  total_pence    bigint not null,
  matched        integer not null,
  matched_pence  bigint not null,
  suspense       integer not null,
  suspense_pence bigint not null,
  known          integer not null,
  known_pence    bigint not null,
  imported_at    timestamptz not null,
  imported_by    text not null,
  constraint benefit_schedule_key unique (landlord, payer, reference),
  constraint benefit_schedule_adds_up check (total_pence = matched_pence + suspense_pence + known_pence)
);

create index benefit_schedule_landlord_idx on benefit_schedule (landlord, id);

create table benefit_row (
  -- Made of what it says, so that the same row in two files is one.
  id                  uuid primary key,
  benefit_schedule_id uuid not null references benefit_schedule,
  line                integer not null,
  reference           text not null,
  claim               text not null,
  from_day            date not null,
  to_day              date not null,
  amount_pence        bigint not null check (amount_pence <> 0),
  outcome             text not null,
  why                 text not null,
  account_id          uuid not null references account,
  posting_id          uuid not null references posting
);

create index benefit_row_schedule_idx on benefit_row (benefit_schedule_id, line);
create trigger benefit_schedule_is_append_only before update or delete or truncate on benefit_schedule
  for each statement execute function ledger_is_append_only();
create trigger benefit_row_is_append_only before update or delete or truncate on benefit_row
  for each statement execute function ledger_is_append_only();
