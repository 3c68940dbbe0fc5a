-- How tenancies ended, and which legal action runs about one, as Income tells it.
alter table tenancy
  add column end_reason      text,
  add column end_recorded_at timestamptz,
  add column end_recorded_by text;

create index tenancy_home_id_idx on tenancy (home_id, started_on);
create index tenancy_household_id_idx on tenancy (household_id);

create table legal_action (
  id         uuid primary key,
  tenancy_id uuid not null,
  landlord   text not null,
  step       text not null,
  number     integer not null,
  runs       boolean not null,
  started_at timestamptz not null,
  changed_at timestamptz not null
);

create index legal_action_tenancy_id_idx on legal_action (tenancy_id, started_at desc, id desc);
