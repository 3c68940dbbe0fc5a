-- What payers allow the landlord to collect. Bank details stand here and in the files for Bacs, and are shown nowhere else.
create table mandate (
  id             uuid primary key,
  landlord       text not null,
  account_id     uuid not null references account,
  reference      text not null,
  payer_name     text not null,
  sort_code      text not null check (sort_code ~ '^[0-9]{6}$'),
  account_number text not null check (account_number ~ '^[0-9]{8}$'),
  frequency      text not null,
  weekday        text,
  day_of_month   smallint check (day_of_month between 1 and 28),
  next_on        date not null,
  plan_on        date,
  collected      boolean not null,
  set_up_at      timestamptz not null,
  set_up_by      text not null,
  lodged_in      uuid,
  ended_at       timestamptz,
  end_reason     text,
  tell_bank      boolean not null,
  ended_in       uuid,
  constraint mandate_reference_key unique (landlord, reference),
  constraint mandate_days check ((weekday is null) <> (day_of_month is null))
);

create unique index mandate_running_key on mandate (account_id) where ended_at is null;
create index mandate_account_id_idx on mandate (account_id, id);
create index mandate_plan_on_idx on mandate (plan_on, id) where plan_on is not null;
create index mandate_to_lodge_idx on mandate (landlord) where lodged_in is null and ended_at is null;
create index mandate_to_end_idx on mandate (landlord) where tell_bank;

create table debit_file (
  id             uuid primary key,
  landlord       text not null,
  serial         integer not null,
  processing_day date not null,
  collect_on     date not null,
  debits         integer not null,
  debit_pence    bigint not null,
  instructions   integer not null,
  content        text not null,
  made_at        timestamptz not null,
  submitted_at   timestamptz,
  submitted_by   text,
  -- One file a processing day, never made twice.
  constraint debit_file_day_key unique (landlord, processing_day),
  constraint debit_file_serial_key unique (landlord, serial)
);

create function debit_file_stays_as_made() returns trigger language plpgsql as $$
begin
  if (new.id, new.landlord, new.serial, new.processing_day, new.collect_on, new.debits, new.debit_pence, new.instructions, new.content, new.made_at)
    is distinct from (old.id, old.landlord, old.serial, old.processing_day, old.collect_on, old.debits, old.debit_pence, old.instructions, old.content, old.made_at) then
    raise exception 'file % stays as it was made', old.id using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;

create trigger debit_file_stays_as_made before update on debit_file for each row execute function debit_file_stays_as_made();
create trigger debit_file_is_never_removed before delete or truncate on debit_file for each statement execute function ledger_is_append_only();

create table collection (
  id            uuid primary key,
  landlord      text not null,
  mandate_id    uuid not null references mandate,
  account_id    uuid not null references account,
  nominal_on    date not null,
  attempt       smallint not null,
  collect_on    date not null,
  amount_pence  bigint not null check (amount_pence between 1 and 100000000),
  status        text not null,
  told_at       timestamptz not null,
  represents    uuid references collection,
  file_id       uuid references debit_file,
  posting_id    uuid references posting,
  failure_code  text,
  failure       text,
  constraint collection_day_key unique (mandate_id, nominal_on, attempt)
);

create index collection_account_id_idx on collection (account_id, id);
create index collection_told_idx on collection (landlord, collect_on) where status = 'Told';
create index collection_in_file_idx on collection (collect_on, id) where status = 'InFile';
create trigger collection_is_never_removed before delete or truncate on collection for each statement execute function ledger_is_append_only();
