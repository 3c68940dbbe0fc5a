-- Why Repairs goes on with works that were promised, or ordered, and are not wanted any more.
alter table remedy add column goes_on_reason varchar(4000);
alter table ombudsman_order add column goes_on_reason varchar(4000);
