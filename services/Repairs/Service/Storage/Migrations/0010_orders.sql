-- Orders as other systems know them: where they came from, and their codes.
alter table repair
  add column order_source varchar(60),
  add column order_reference varchar(60),
  add column sor_codes text[] not null default '{}',
  add column trade_code varchar(20) not null default '',
  add constraint repair_import_whole check ((order_source is null) = (order_reference is null));
-- Whoever is sent has a list of their own.
create index repair_by_contractor on repair (landlord, contractor, id desc) where contractor is not null;
-- An order is imported once.
create unique index repair_order_once on repair (landlord, order_source, order_reference) where order_reference is not null;
