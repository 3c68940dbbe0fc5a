-- The money. A posting is never changed and never removed: a mistake is put right by another posting.
create table account (
  id            uuid primary key,
  landlord      text not null,
  tenancy_id    uuid not null,
  household_id  uuid not null,
  home_id       uuid not null,
  opened_at     timestamptz not null,
  postings      bigint not null,
  balance_pence bigint not null,
  constraint account_tenancy_key unique (tenancy_id)
);

create index account_household_id_idx on account (household_id);

create table posting (
  id            uuid primary key,
  account_id    uuid not null references account,
  number        bigint not null check (number > 0),
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

-- Whatever program writes here: each posting continues the one before it, and the account stands where its last posting left it.
create function posting_continues_the_last() returns trigger language plpgsql as $$
declare
  balance_before bigint;
begin
  select p.balance_pence into balance_before from posting p where p.account_id = new.account_id and p.number = new.number - 1;
  if (new.number > 1 and balance_before is null) or new.balance_pence <> coalesce(balance_before, 0) + new.amount_pence then
    raise exception 'posting % of account % does not continue the one before it', new.number, new.account_id using errcode = 'check_violation';
  end if;
  if (select a.postings < new.number from account a where a.id = new.account_id) then
    raise exception 'posting % is not counted in account %', new.number, new.account_id using errcode = 'check_violation';
  end if;
  return null;
end
$$;

create constraint trigger posting_continues_the_last after insert on posting
  deferrable initially deferred for each row execute function posting_continues_the_last();

create function account_agrees_with_its_postings() returns trigger language plpgsql as $$
declare
  current account;
  last posting;
begin
  select * into current from account where id = new.id;
  select * into last from posting where account_id = new.id order by number desc limit 1;
  if current.postings <> coalesce(last.number, 0) or current.balance_pence <> coalesce(last.balance_pence, 0) then
    raise exception 'account % does not agree with its postings', new.id using errcode = 'check_violation';
  end if;
  return null;
end
$$;

create constraint trigger account_agrees_with_its_postings after insert or update on account
  deferrable initially deferred for each row execute function account_agrees_with_its_postings();

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
create table unclaimed_compensation (
  cause        uuid primary key,
  landlord     text not null,
  home_id      uuid not null,
  amount_pence bigint not null check (amount_pence > 0),
  reason       text not null,
  recorded_at  timestamptz not null
);

create trigger unclaimed_compensation_is_append_only before update or delete or truncate on unclaimed_compensation
  for each statement execute function ledger_is_append_only();
