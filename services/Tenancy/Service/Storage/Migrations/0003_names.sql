-- Households are found by how the words of a name begin.
alter table household add column name_words tsvector not null generated always as (to_tsvector('simple', lead_name)) stored;
create index household_by_name on household using gin (name_words) with (fastupdate = off);
