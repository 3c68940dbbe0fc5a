-- Reports for a home, a block or an estate; what was answered; faults of shared places, each open once, with everybody who reported them; homes
-- that Estates has yet to be asked about. Rows of the version before are of a home, and of nothing shared.
alter table repair
  alter column home_id drop not null,
  add column block_id uuid,
  add column estate text,
  add column room text,
  add column item text,
  add column answers jsonb not null default '[]',
  add column priority_clause text,
  add column shared boolean not null default false,
  add column join_key text,
  add column home_pending boolean not null default false,
  add column closed_at timestamptz,
  add column closed_reason text,
  add constraint repair_is_somewhere check (num_nonnulls(home_id, block_id, estate) > 0),
  drop constraint repair_stage_check,
  add constraint repair_stage_check check (stage in ('Reported', 'Appointed', 'InProgress', 'Completed', 'Closed'));

-- Of two reports of one fault in one shared place the database lets one through; the other finds it and joins.
create unique index repair_join_key on repair (join_key) where join_key is not null;
-- What residents of a block see.
create index repair_by_block on repair (block_id, id desc) where shared and block_id is not null;
create index repair_by_estate on repair (landlord, estate, id desc) where shared and estate is not null;

-- Those who reported it after the first.
create table reporter (
  repair_id uuid not null references repair,
  number integer not null,
  household_id uuid,
  home_id uuid,
  by_role text not null,
  by_subject text not null,
  description varchar(2000) not null,
  reported_at timestamptz not null,
  primary key (repair_id, number)
);
create unique index reporter_once on reporter (repair_id, household_id) where household_id is not null;
create index reporter_by_household on reporter (household_id) where household_id is not null;
