-- Work that was promised and is not wanted any more; and what was dropped before the promise itself was heard.
alter table promised_work
  add column dropped_reason varchar(4000),
  add column dropped_at timestamptz;

create table dropped_promise (
  cause_id uuid primary key,
  reason varchar(4000) not null,
  dropped_at timestamptz not null
);
