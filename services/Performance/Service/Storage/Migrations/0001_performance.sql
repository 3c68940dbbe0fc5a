-- Each promise on each case as the service that owns it last said. What is derived from that is derived here, so that it is the same wherever it is counted.
create table kept_promise (
  commitment_id uuid primary key,
  service text not null,
  landlord text not null,
  case_id uuid not null,
  estate text not null,                -- where the case's milestones name one, else ''
  standard_id text not null,
  standard_version integer not null,
  started_at timestamptz not null,
  due_at timestamptz not null,         -- the first instant that is too late
  original_due_at timestamptz not null,
  outcome text not null,               -- open, met, missed, cancelled
  done_at timestamptz,
  reason text,                         -- why it was cancelled
  change text not null,                -- what was last said of it: opened, warned, …
  recorded_at timestamptz not null,
  rank integer not null,               -- of what was recorded at one instant, the higher is later
  position integer not null,
  -- What is due by the end of a day is due on that day, not on the next.
  month date not null generated always as (date_trunc('month', (due_at at time zone 'Europe/London') - interval '1 microsecond')::date) stored,
  extended boolean not null generated always as (due_at <> original_due_at) stored,
  met_by_extension boolean not null generated always as (outcome = 'met' and done_at >= original_due_at) stored,
  -- Each step is five hundredths longer than the one before; its middle is within 2.5 % of all in it.
  taken integer generated always as (
    case when outcome in ('met', 'missed') then floor(ln(greatest(extract(epoch from done_at - started_at)::double precision, 1)) / ln(1.05::double precision))::integer end) stored
);
create index kept_promise_by_case on kept_promise (service, case_id);
create index kept_promise_by_standard on kept_promise (landlord, standard_id, due_at, commitment_id);
create index kept_promise_by_due on kept_promise (landlord, due_at, commitment_id);
create index kept_promise_open on kept_promise (landlord, due_at, commitment_id) where outcome = 'open';
create index kept_promise_not_done on kept_promise (landlord, due_at, commitment_id) where done_at is null and outcome in ('open', 'missed');

-- What happened to the cases.
create table milestone (
  service text not null,
  case_id uuid not null,
  name text not null,
  at timestamptz not null,
  landlord text not null,
  recorded_at timestamptz not null,
  facts jsonb not null,
  primary key (service, case_id, name, at)
);

-- The estate that a case's milestones named last.
create table case_estate (
  service text not null,
  case_id uuid not null,
  estate text not null,
  recorded_at timestamptz not null,
  primary key (service, case_id)
);

-- The sums that figures are made from. Nothing but the triggers below writes them.
create table promise_month (
  landlord text not null,
  month date not null,
  standard_id text not null,
  service text not null,
  estate text not null,
  met bigint not null,
  met_by_extension bigint not null,
  missed bigint not null,
  open bigint not null,
  excused bigint not null,
  extended bigint not null,
  primary key (landlord, standard_id, month, service, estate)
);
-- How many took how long, of all estates together, which is what is mostly asked, and of each.
create table promise_month_taken (
  landlord text not null,
  month date not null,
  standard_id text not null,
  service text not null,
  taken integer not null,
  promises bigint not null,
  primary key (landlord, standard_id, month, service, taken)
);
create table promise_month_taken_by_estate (
  landlord text not null,
  month date not null,
  standard_id text not null,
  service text not null,
  estate text not null,
  taken integer not null,
  promises bigint not null,
  primary key (landlord, estate, standard_id, month, service, taken)
);

create type promise_line as (
  landlord text, month date, standard_id text, service text, estate text, outcome text, met_by_extension boolean, extended boolean, taken integer
);

create function count_promises(lines promise_line[], sign integer) returns void language sql as $$
  insert into promise_month as sums
  select landlord, month, standard_id, service, estate,
         sign * count(*) filter (where outcome = 'met'), sign * count(*) filter (where met_by_extension), sign * count(*) filter (where outcome = 'missed'),
         sign * count(*) filter (where outcome = 'open'), sign * count(*) filter (where outcome = 'cancelled'), sign * count(*) filter (where extended)
  from unnest(lines)
  group by landlord, month, standard_id, service, estate
  on conflict (landlord, standard_id, month, service, estate) do update set
    met = sums.met + excluded.met, met_by_extension = sums.met_by_extension + excluded.met_by_extension, missed = sums.missed + excluded.missed,
    open = sums.open + excluded.open, excused = sums.excused + excluded.excused, extended = sums.extended + excluded.extended;
  insert into promise_month_taken as sums
  select landlord, month, standard_id, service, taken, sign * count(*)
  from unnest(lines)
  where taken is not null
  group by landlord, month, standard_id, service, taken
  on conflict (landlord, standard_id, month, service, taken) do update set promises = sums.promises + excluded.promises;
  insert into promise_month_taken_by_estate as sums
  select landlord, month, standard_id, service, estate, taken, sign * count(*)
  from unnest(lines)
  where taken is not null
  group by landlord, month, standard_id, service, estate, taken
  on conflict (landlord, estate, standard_id, month, service, taken) do update set promises = sums.promises + excluded.promises;
$$;

create function sum_up() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    perform count_promises(array(select row(landlord, month, standard_id, service, estate, outcome, met_by_extension, extended, taken)::promise_line from before), -1);
  end if;
  if tg_op <> 'DELETE' then
    perform count_promises(array(select row(landlord, month, standard_id, service, estate, outcome, met_by_extension, extended, taken)::promise_line from after), 1);
  end if;
  return null;
end $$;
create trigger kept_promise_added after insert on kept_promise referencing new table as after for each statement execute function sum_up();
create trigger kept_promise_changed after update on kept_promise referencing old table as before new table as after for each statement execute function sum_up();
create trigger kept_promise_removed after delete on kept_promise referencing old table as before for each statement execute function sum_up();
