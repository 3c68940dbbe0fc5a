-- What was said of a contact, or of another day that was agreed.
alter table timeline add column note varchar(4000);
