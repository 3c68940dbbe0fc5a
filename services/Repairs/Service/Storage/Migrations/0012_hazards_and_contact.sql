-- What a report carries beside the fault, and hazards under the hazards regulations with every step taken about them.
alter table repair
  add column photos text[] not null default '{}',
  add column access_notes varchar(500),
  add column contact_by text,
  add column channel text,
  add column hazard_kind text,
  add column hazard_level text check (hazard_level in ('Significant', 'Emergency')),
  add column hazard_noticed_at timestamptz,
  add constraint repair_hazard_whole check (num_nonnulls(hazard_kind, hazard_level, hazard_noticed_at) in (0, 3));

create table hazard_step (
  repair_id uuid not null references repair,
  number integer not null,
  step text not null,
  at timestamptz not null,
  text varchar(2000) not null,
  investigation text,
  kind text,
  level text,
  primary key (repair_id, number)
);
