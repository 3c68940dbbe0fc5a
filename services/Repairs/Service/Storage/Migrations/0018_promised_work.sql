-- Work that the answer to a complaint promised, and the repair that does it: one row a promise, so that none is ordered twice.
create table promised_work (
  cause_id uuid primary key,
  repair_id uuid not null references repair,
  case_id uuid not null,
  reference text not null,
  words varchar(4000) not null,
  due_on date not null,
  about_repair_id uuid,
  promised_at timestamptz not null
);
create index promised_work_by_repair on promised_work (repair_id);

alter table repair add column promised_by date;
