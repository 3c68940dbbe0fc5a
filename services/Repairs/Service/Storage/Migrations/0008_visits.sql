-- Visits in full, and how big the work is. A visit that was recorded before has no more than its time.
create table visit (
  id uuid primary key,
  repair_id uuid not null references repair,
  appointment_id uuid references appointment,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at >= starts_at),
  fixed boolean,
  note varchar(2000),
  labour_pence bigint check (labour_pence >= 0),
  materials jsonb not null default '[]',
  photos_before text[] not null default '{}',
  photos_after text[] not null default '{}',
  no_follow_up_because varchar(2000),
  check_passed boolean,
  checked_by_photo boolean,
  check_findings varchar(2000),
  checked_at timestamptz,
  constraint visit_check_whole check (num_nonnulls(check_passed, checked_by_photo, check_findings, checked_at) in (0, 4))
);
create index visit_by_repair on visit (repair_id);

insert into visit (id, repair_id, starts_at, ends_at)
select gen_random_uuid(), repair_id, at, at from timeline where name = 'repair.visited';

create table variation (
  id uuid primary key,
  repair_id uuid not null references repair,
  minutes integer check (minutes > 0),
  pence bigint check (pence >= 0),
  why varchar(2000) not null,
  at timestamptz not null,
  check (num_nonnulls(minutes, pence) > 0)
);
create index variation_by_repair on variation (repair_id);

alter table repair
  add column estimate_minutes integer,
  add column estimate_pence bigint,
  add column estimate_why varchar(2000),
  add column estimated_at timestamptz,
  add column band_before text;
