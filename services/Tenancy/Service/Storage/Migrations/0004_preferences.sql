-- How a household wants to be written and spoken to; all null while nobody has said.
alter table household
  add column format         text,
  add column language       text,
  add column interpreter    boolean,
  add column contact_by     text,
  add column preferences_at timestamptz,
  add column preferences_by text,
  add constraint household_preferences_check check ((format is null) = (interpreter is null));
