-- The repair that does promised work, and why it does not go on where it does not.
alter table remedy
  add column repair_id uuid,
  add column stopped_reason varchar(4000);
create index remedy_stopped on remedy (complaint_id) where stopped_reason is not null and state = 'Promised';
