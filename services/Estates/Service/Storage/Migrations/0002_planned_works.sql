-- What is to be replaced in a home, a block or on an estate, by which programme and when, and what happened to each plan.
create table planned_works (
  id uuid primary key,
  landlord text not null,
  home_id uuid references home,
  block_id uuid references block,
  estate text,
  element text not null,
  programme text not null,
  from_day date not null,
  to_day date not null,
  state text not null check (state in ('Planned', 'Done', 'Dropped')),
  done_on date,
  reason text,
  constraint planned_works_are_somewhere check (num_nonnulls(home_id, block_id, estate) = 1),
  constraint planned_works_in_order check (from_day <= to_day),
  constraint planned_works_done check ((state = 'Done') = (done_on is not null)),
  constraint planned_works_dropped check (state <> 'Dropped' or reason is not null)
);
create index planned_works_by_landlord on planned_works (landlord, id);
-- Asked with every home and block that is read.
create index planned_works_of_home on planned_works (home_id) where state = 'Planned' and home_id is not null;
create index planned_works_of_block on planned_works (block_id) where state = 'Planned' and block_id is not null;
create index planned_works_of_estate on planned_works (landlord, estate) where state = 'Planned' and estate is not null;
-- Of two who plan the same at once one comes through.
create unique index planned_works_once on planned_works (landlord, coalesce(home_id::text, block_id::text, estate), element, programme) where state = 'Planned';

create table works_step (
  works_id uuid not null references planned_works,
  number integer not null check (number > 0),
  name text not null,
  at timestamptz not null,
  from_day date not null,
  to_day date not null,
  reason text,
  by_role text not null,
  by_subject text not null,
  primary key (works_id, number)
);
