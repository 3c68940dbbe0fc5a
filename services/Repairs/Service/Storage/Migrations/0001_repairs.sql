-- Repairs, their appointments and timelines. The commitments' table comes with the standards.
create table repair (
  id uuid primary key,
  landlord text not null,
  home_id uuid not null,
  household_id uuid,
  reporter_household uuid,
  tenure text,
  has_vulnerable_member boolean not null,
  facts_pending boolean not null,
  fault text not null,
  description varchar(2000) not null,
  priority text not null,
  stage text not null check (stage in ('Reported', 'Appointed', 'InProgress', 'Completed')),
  reported_at timestamptz not null,
  made_safe_at timestamptz,
  last_visited_at timestamptz,
  completed_at timestamptz,
  work_done varchar(2000)
);

-- The lists: a landlord's, a household's, newest first. A repair's id follows the time it was recorded.
create index repair_by_landlord on repair (landlord, id desc);
create index repair_by_household on repair (household_id, id desc) where household_id is not null;
create index repair_by_reporter on repair (reporter_household, id desc) where facts_pending and reporter_household is not null;
-- A home's list, and what an event about the home may change.
create index repair_by_home on repair (home_id, id desc);

create table appointment (
  id uuid primary key,
  repair_id uuid not null references repair,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  state text not null check (state in ('Booked', 'Attended', 'Missed'))
);
create index appointment_by_repair on appointment (repair_id);
-- Of two bookings at once the database lets one through.
create unique index appointment_booked_once on appointment (repair_id) where state = 'Booked';

create table timeline (
  repair_id uuid not null references repair,
  number integer not null,
  name text not null,
  at timestamptz not null,
  recorded_at timestamptz not null,
  by_role text not null,
  by_subject text not null,
  primary key (repair_id, number)
);

-- Homes Tenancy has yet to be asked about.
create table awaited_facts (
  repair_id uuid primary key references repair,
  attempt integer not null,
  due_at timestamptz not null
);
create index awaited_facts_due on awaited_facts (due_at);
