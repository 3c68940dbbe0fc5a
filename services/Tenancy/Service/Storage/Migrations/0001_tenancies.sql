-- People and their terms. Needs are kept by name, in the order of the contract.
create table household (
  id        uuid primary key,
  landlord  text not null,
  lead_name text not null,
  needs     text[] not null
);

create table tenancy (
  id           uuid primary key,
  household_id uuid not null references household,
  home_id      uuid not null,
  landlord     text not null,
  tenure       text not null,
  started_on   date not null,
  ended_on     date check (ended_on >= started_on),
  recorded_at  timestamptz not null,
  recorded_by  text not null
);

-- A home has one current tenancy: of two that start at once, the second to commit loses.
create unique index tenancy_current_home_key on tenancy (home_id) where ended_on is null;
create unique index tenancy_current_household_key on tenancy (household_id) where ended_on is null;
