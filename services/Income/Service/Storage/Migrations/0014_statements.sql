-- Statements and schedules as they were issued, each kept to the byte, and the runs that issue them.
create table issued_statement (
  id            uuid primary key,
  account_id    uuid not null references account,
  document      text not null,
  from_day      date not null,
  through_day   date not null check (through_day >= from_day),
  run_day       date,
  opening_pence bigint not null,
  closing_pence bigint not null,
  contents      jsonb not null,
  page          bytea not null,
  checksum      bytea not null check (length(checksum) = 32),
  issued_at     timestamptz not null,
  issued_by     text not null
);

create index issued_statement_account_id_idx on issued_statement (account_id, id);

-- However many run at once: what a run issues, it issues once.
create unique index issued_statement_run_key on issued_statement (account_id, document, run_day) where run_day is not null;

create trigger issued_statement_is_append_only before update or delete or truncate on issued_statement
  for each statement execute function ledger_is_append_only();

-- The runs that are through.
create table statement_run (
  landlord    text not null,
  document    text not null,
  run_day     date not null,
  finished_at timestamptz not null,
  primary key (landlord, document, run_day)
);
