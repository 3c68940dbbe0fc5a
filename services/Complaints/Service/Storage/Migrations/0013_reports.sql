-- What is published about complaints, each kept to the byte with its figures and the cases behind them.
create table complaints_report (
  id uuid primary key,
  landlord text not null,
  kind text not null check (kind in ('Quarterly', 'Yearly', 'Impact', 'SelfAssessment')),
  from_day date not null,
  through_day date not null check (through_day > from_day),
  corrects uuid references complaints_report,
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
create index complaints_report_by_landlord on complaints_report (landlord, id desc);
-- Of a period there is one draft, one report that corrects none, and of each report one correction.
create unique index complaints_report_draft on complaints_report (landlord, kind, from_day) where published_at is null;
create unique index complaints_report_first on complaints_report (landlord, kind, from_day) where corrects is null;
create unique index complaints_report_correction on complaints_report (corrects) where corrects is not null;

-- What the governing body stated of the code's provisions.
create table provision_statement (
  report_id uuid not null references complaints_report,
  number text not null,
  answer boolean,
  words varchar(4000) not null,
  stated_by text not null,
  stated_on date not null,
  evidence text not null,
  by_subject text not null,
  primary key (report_id, number)
);

create function published_reports_stay() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'complaints_report' then
    if old.published_at is not null then
      raise exception 'Report % is published and stays as it is.', old.id;
    end if;
  elsif exists (select from complaints_report r where r.id = old.report_id and r.published_at is not null) then
    raise exception 'Report % is published, and what was stated in it stays.', old.report_id;
  end if;
  if tg_op = 'DELETE' then
    return old;
  end if;
  return new;
end $$;

create trigger complaints_report_stays before update or delete on complaints_report for each row execute function published_reports_stay();
create trigger provision_statement_stays before update or delete on provision_statement for each row execute function published_reports_stay();
