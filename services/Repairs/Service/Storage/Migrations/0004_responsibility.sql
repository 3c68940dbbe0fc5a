-- Whose a fault is to put right, and what that was decided from. The defaults are for rows the version before writes: it knew neither place nor cause.
alter table repair
  add column place text not null default 'InHome' check (place in ('InHome', 'Communal', 'Outside')),
  add column cause text not null default 'Wear' check (cause in ('Wear', 'Resident', 'Crime')),
  add column crime_reference varchar(40),
  add column handed_over date,
  add column responsible text check (responsible in ('Landlord', 'Resident', 'Homeowner', 'Developer')),
  add column landlord_part text check (landlord_part in ('Mends', 'MakesSafe', 'None')),
  add column responsible_clause text,
  add column responsible_sentence text,
  add constraint repair_responsibility_whole check (num_nonnulls(responsible, landlord_part, responsible_clause, responsible_sentence) in (0, 4)),
  add constraint repair_crime_has_reference check ((cause = 'Crime') = (crime_reference is not null));
