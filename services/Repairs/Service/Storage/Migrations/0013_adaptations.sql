-- Changes to homes that somebody needs to live in them.
create table adaptation (
  id uuid primary key,
  landlord text not null,
  home_id uuid not null,
  household_id uuid not null,
  kind text not null,
  size text not null check (size in ('Minor', 'Major')),
  clause text,
  state text not null check (state in
    ('Requested', 'Needed', 'Assessed', 'Referred', 'GrantApplied', 'GrantApproved', 'GrantRefused', 'Ordered', 'Fitted', 'Closed')),
  description varchar(2000) not null,
  requested_at timestamptz not null,
  needs varchar(2000),
  assessor text check (assessor in ('OccupationalTherapist', 'Council')),
  agency varchar(200),
  agency_reference varchar(100),
  grant_applied_pence bigint check (grant_applied_pence > 0),
  grant_approved_pence bigint check (grant_approved_pence > 0),
  order_reference varchar(100),
  paid_by varchar(200),
  fitted_at timestamptz,
  reason varchar(2000),
  constraint adaptation_fitted_at check ((state = 'Fitted') = (fitted_at is not null))
);
-- The lists: a landlord's, a home's, a household's, newest first.
create index adaptation_by_landlord on adaptation (landlord, id desc);
create index adaptation_by_home on adaptation (home_id, id desc);
create index adaptation_by_household on adaptation (household_id, id desc);

create table adaptation_step (
  adaptation_id uuid not null references adaptation,
  number integer not null,
  name text not null,
  at timestamptz not null,
  recorded_at timestamptz not null,
  by_role text not null,
  by_subject text not null,
  primary key (adaptation_id, number)
);
