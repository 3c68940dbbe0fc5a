-- Who is sent to a repair, and appointments in a contractor's diary. All of it is null for rows the version before writes.
create extension if not exists btree_gist;      -- trusted: whoever owns the database may

alter table repair
  add column postcode text,
  add column contractor text,
  add column team text,
  add column trade text,
  add column out_of_hours boolean,
  add column order_why text,
  add column order_clause text,
  add column ordered_at timestamptz,
  add constraint repair_order_whole check (num_nonnulls(contractor, team, trade, out_of_hours, order_why, ordered_at) in (0, 6));

alter table appointment
  add column landlord text,
  add column contractor text,
  add column team text,
  add column operative integer check (operative > 0),
  add column slot text,
  add column sequence integer not null default 0,
  add column expected_at timestamptz,
  add column reason varchar(200),
  add column card_left_by varchar(100),
  add column note varchar(2000),
  drop constraint appointment_state_check,
  add constraint appointment_state_check check (state in ('Booked', 'Attended', 'Missed', 'Cancelled', 'NoAccess')),
  add constraint appointment_place_whole check (operative is null or num_nonnulls(landlord, contractor, team, slot) = 4),
  -- Nobody is in two homes at once, whoever books: overlapping slots never share an operative.
  add constraint appointment_never_twice exclude using gist
    (landlord with =, contractor with =, team with =, operative with =, tstzrange(starts_at, ends_at) with &&)
    where (operative is not null and state <> 'Cancelled');

-- A contractor's day, and what is taken of it.
create index appointment_by_contractor on appointment (landlord, contractor, starts_at, id);
