-- What is published about the promises, each kept to the byte with its figures and the promises behind them.
create table performance_report (
  id uuid primary key,
  landlord text not null,
  kind text not null check (kind in ('Monthly', 'Quarterly', 'Yearly')),
  from_day date not null,
  through_day date not null check (through_day > from_day),
  corrects uuid references performance_report,
  correction varchar(4000),
  contents jsonb not null,
  page bytea not null,
  csv bytea not null,
  checksum bytea not null check (length(checksum) = 32),
  csv_checksum bytea not null check (length(csv_checksum) = 32),
  made_at timestamptz not null,
  made_by text not null,
  published_at timestamptz,
  published_by text,
  check ((published_at is null) = (published_by is null)),
  check ((corrects is null) = (correction is null))
);
create index performance_report_by_landlord on performance_report (landlord, id desc);
-- Of a period there is one draft, one report that corrects none, and of each report one correction.
create unique index performance_report_draft on performance_report (landlord, kind, from_day) where published_at is null;
create unique index performance_report_first on performance_report (landlord, kind, from_day) where corrects is null;
create unique index performance_report_correction on performance_report (corrects) where corrects is not null;

create table performance_report_cases (
  report_id uuid not null references performance_report,
  standard_id text not null,
  ids uuid[] not null,                 -- promises in order
  parts text[] not null,               -- how each was counted
  primary key (report_id, standard_id),
  check (cardinality(ids) = cardinality(parts))
);

create function published_reports_stay() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'performance_report' then
    if old.published_at is not null then
      raise exception 'Report % is published and stays as it is.', old.id;
    end if;
  elsif exists (select from performance_report r where r.id in (old.report_id, new.report_id) and r.published_at is not null) then
    raise exception 'Report % is published, and what stands behind it stays.', coalesce(new.report_id, old.report_id);
  end if;
  if tg_op = 'DELETE' then
    return old;
  end if;
  return new;
end $$;
create trigger performance_report_stays before update or delete on performance_report for each row execute function published_reports_stay();
create trigger performance_report_cases_stay before insert or update or delete on performance_report_cases for each row execute function published_reports_stay();
