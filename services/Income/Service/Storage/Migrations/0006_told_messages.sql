-- What a household was told of its account, so that the same news is told once.
create table told_message (
  id         uuid primary key,
  account_id uuid not null references account,
  case_id    uuid not null,
  template   text not null,
  told_at    timestamptz not null
);

create index told_message_account_id_idx on told_message (account_id, told_at desc);

create trigger told_message_is_append_only before update or delete or truncate on told_message
  for each statement execute function ledger_is_append_only();
