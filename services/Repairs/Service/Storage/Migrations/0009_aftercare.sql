-- What comes after the work is done, and the right to a second contractor. A row that the version before writes has none of it.
alter table repair
  add column cost_pence bigint check (cost_pence >= 0),
  add column completion_photos text[] not null default '{}',
  add column left_tidy boolean,
  add column first_visit boolean,
  add column satisfied boolean,
  add column satisfied_note varchar(2000),
  add column confirmed_at timestamptz,
  add column post_inspection text check (post_inspection in ('Waiting', 'Passed', 'Failed')),
  add column post_inspection_findings varchar(2000),
  add column post_inspected_at timestamptz,
  add column recall_of uuid references repair,
  add column recalled_by uuid,
  add column late_promise text,
  add column second_contractor_asked_at timestamptz,
  add column compensation_pence bigint check (compensation_pence > 0);

-- Of two recalls of one repair at once the database lets one through.
create unique index repair_recalled_once on repair (recall_of) where recall_of is not null;
-- Those that somebody is to go and look at.
create index repair_to_inspect on repair (landlord, id desc) where post_inspection = 'Waiting';
-- Whether a fault reported now was mended before.
create index repair_mended on repair (home_id, fault, completed_at desc) where completed_at is not null and recalled_by is null;
