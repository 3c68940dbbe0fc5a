-- The money. A posting is never changed and never removed: a mistake is put right by another posting.
create table account (
  id            uuid primary key,
  landlord      text not null,
  tenancy_id    uuid not null,
  household_id  uuid not null,
  home_id       uuid not null,
  opened_at     timestamptz not null,
  balance_pence bigint not null default 0,
  postings      bigint not null default 0,
  constraint account_tenancy_key unique (tenancy_id)
);

create index account_household_id_idx on account (household_id);

create table posting (
  id            uuid primary key,
  account_id    uuid not null references account,
  number        bigint not null,
  amount_pence  bigint not null check (amount_pence <> 0),
  balance_pence bigint not null,
  kind          text not null,
  narrative     text not null,
  cause         uuid not null,
  posted_at     timestamptz not null,
  posted_by     text not null,
  constraint posting_number_key unique (account_id, number),
  constraint posting_cause_key unique (kind, cause)
);

-- Each posting takes the account's next number and moves its balance in the same statement. The row lock this takes makes
-- writers of one account queue up instead of failing, and no code path can post without the balance following.
create function post_to_account() returns trigger language plpgsql as $$
begin
  update account
     set balance_pence = balance_pence + new.amount_pence, postings = postings + 1
   where id = new.account_id
  returning balance_pence, postings into new.balance_pence, new.number;
  return new;
end
$$;

create trigger posting_moves_the_balance before insert on posting
  for each row execute function post_to_account();

create function ledger_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'a row of % is never changed or removed: post another that puts it right', tg_table_name using errcode = 'restrict_violation';
end
$$;

create trigger posting_is_append_only before update or delete or truncate on posting
  for each statement execute function ledger_is_append_only();
create trigger account_is_never_removed before delete or truncate on account
  for each statement execute function ledger_is_append_only();

-- Compensation that was due but had nobody to go to, for staff to look into.
create table compensation_unclaimed (
  cause       uuid primary key,
  landlord    text not null,
  home_id     uuid not null,
  reason      text not null,
  recorded_at timestamptz not null
);

create trigger compensation_unclaimed_is_append_only before update or delete or truncate on compensation_unclaimed
  for each statement execute function ledger_is_append_only();
