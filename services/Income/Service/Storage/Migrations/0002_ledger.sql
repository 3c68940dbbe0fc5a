-- Double entry. A posting stays the one line that an account's holder reads; its ledger lines say where the money came from and went to, and add up to nothing.
alter table account
  add column kind          text not null default 'Tenancy',
  add column tenure        text,
  add column started_on    date,
  add column ended_on      date,
  add column closed_at     timestamptz,
  -- The first London day on which the charging run has something to do here; null when it has nothing.
  add column next_charge_on date;

create index account_next_charge_on_idx on account (next_charge_on, id) where next_charge_on is not null;

alter table posting
  -- How many ledger lines it has. One written by a version that knows of none has two (below).
  add column lines    smallint not null default 2 check (lines >= 2),
  add column evidence text,
  -- What this one puts right.
  add column reverses uuid references posting;

create unique index posting_reverses_key on posting (reverses) where reverses is not null;

create table ledger_line (
  posting_id   uuid not null references posting,
  number       smallint not null check (number > 0),
  sub_account  text,
  nominal      text,
  amount_pence bigint not null check (amount_pence <> 0),
  primary key (posting_id, number),
  -- On the account, or on the landlord's side.
  constraint ledger_line_side check ((sub_account is null) <> (nominal is null))
);

-- What each part of an account stands at; kept by the lines themselves, so that no program can leave it behind.
create table sub_account (
  account_id    uuid not null references account,
  kind          text not null,
  balance_pence bigint not null,
  primary key (account_id, kind)
);

create function ledger_line_moves_its_sub_account() returns trigger language plpgsql as $$
begin
  if new.sub_account is not null then
    insert into sub_account (account_id, kind, balance_pence)
    select p.account_id, new.sub_account, new.amount_pence from posting p where p.id = new.posting_id
    on conflict (account_id, kind) do update set balance_pence = sub_account.balance_pence + excluded.balance_pence;
  end if;
  return null;
end
$$;

create trigger ledger_line_moves_its_sub_account after insert on ledger_line
  for each row execute function ledger_line_moves_its_sub_account();

create function sub_account_moves_with_lines_only() returns trigger language plpgsql as $$
begin
  -- 1 is this trigger itself: nothing but a statement of some program is around it.
  if pg_trigger_depth() < 2 then
    raise exception 'a sub-account is moved by ledger lines only' using errcode = 'restrict_violation';
  end if;
  return null;
end
$$;

create trigger sub_account_moves_with_lines_only before insert or update or delete or truncate on sub_account
  for each statement execute function sub_account_moves_with_lines_only();

-- The two lines of a posting that came without any: all its money on one sub-account, against the landlord's book for its kind.
create function ledger_lines_of(p posting) returns void language sql as $$
  insert into ledger_line (posting_id, number, sub_account, nominal, amount_pence) values
    (p.id, 1, case when p.kind in ('Recharge', 'RechargeWithdrawn') then 'Recharges' else 'Rent' end, null, p.amount_pence),
    (p.id, 2, null,
     case when p.kind in ('Recharge', 'RechargeWithdrawn') then 'RechargeIncome' when p.kind = 'Compensation' then 'Compensation' else 'RentIncome' end, -p.amount_pence)
$$;

create function posting_adds_up_to_nothing() returns trigger language plpgsql as $$
declare
  posted posting;
  found integer;
  total numeric;
  on_account numeric;
begin
  if tg_table_name = 'posting' then
    posted := new;
  else
    select * into posted from posting where id = new.posting_id;
  end if;
  select count(*), coalesce(sum(amount_pence), 0), coalesce(sum(amount_pence) filter (where sub_account is not null), 0)
    into found, total, on_account from ledger_line where posting_id = posted.id;
  if found = 0 then
    perform ledger_lines_of(posted);
    select count(*), coalesce(sum(amount_pence), 0), coalesce(sum(amount_pence) filter (where sub_account is not null), 0)
      into found, total, on_account from ledger_line where posting_id = posted.id;
  end if;
  if found <> posted.lines or total <> 0 or on_account <> posted.amount_pence then
    raise exception 'the lines of posting % do not add up: % of % lines, sum %, on the account % of %', posted.id, found, posted.lines, total, on_account, posted.amount_pence
      using errcode = 'check_violation';
  end if;
  return null;
end
$$;

-- What was posted before is kept as it is and gets its lines.
do $$
declare
  p posting;
begin
  for p in select * from posting order by account_id, number loop
    perform ledger_lines_of(p);
  end loop;
end
$$;

-- A withdrawal names the recharge that it takes back.
alter table posting disable trigger posting_is_append_only;
update posting w set reverses = c.id from posting c where w.kind = 'RechargeWithdrawn' and c.kind = 'Recharge' and c.cause = w.cause;
alter table posting enable trigger posting_is_append_only;

create constraint trigger posting_adds_up_to_nothing after insert on posting
  deferrable initially deferred for each row execute function posting_adds_up_to_nothing();
create constraint trigger ledger_line_adds_up_to_nothing after insert on ledger_line
  deferrable initially deferred for each row execute function posting_adds_up_to_nothing();

create trigger ledger_line_is_append_only before update or delete or truncate on ledger_line
  for each statement execute function ledger_is_append_only();

-- The nightly proof: one row a London day, taken on by whichever replica finds it, a batch of accounts at a time.
create table ledger_proof (
  day         date primary key,
  started_at  timestamptz not null,
  finished_at timestamptz,
  after_id    uuid,
  accounts    bigint not null default 0,
  differences bigint not null default 0
);

create table ledger_difference (
  id               uuid primary key,
  day              date not null references ledger_proof,
  account_id       uuid not null,
  landlord         text not null,
  what             text not null,
  recorded_pence   bigint not null,
  recomputed_pence bigint not null,
  found_at         timestamptz not null
);

create index ledger_difference_day_idx on ledger_difference (day desc, landlord, id);
