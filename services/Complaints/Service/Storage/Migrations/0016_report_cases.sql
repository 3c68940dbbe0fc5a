-- The cases behind a report's figures, a thousand to a row, so that reading its figures does not read them. What the figures say of them stands in its contents, with their
-- checksum; a report from before has them in its contents.
create table report_cases (
  id uuid primary key,
  report_id uuid not null references complaints_report,
  key text not null,
  others boolean not null,
  number integer not null,
  ids uuid[] not null
);
create index report_cases_by_figure on report_cases (report_id, key, others, number);

-- Nothing is added to a published report either.
create or replace function published_reports_stay() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'complaints_report' then
    if old.published_at is not null then
      raise exception 'Report % is published and stays as it is.', old.id;
    end if;
  elsif exists (select from complaints_report r where r.id in (old.report_id, new.report_id) and r.published_at is not null) then
    raise exception 'Report % is published, and what stands behind it stays.', coalesce(new.report_id, old.report_id);
  end if;
  if tg_op = 'DELETE' then
    return old;
  end if;
  return new;
end $$;

create trigger report_cases_stay before insert or update or delete on report_cases for each row execute function published_reports_stay();
