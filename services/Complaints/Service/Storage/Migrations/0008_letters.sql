-- Letters as they were written, each kept to the byte, who posted those that must be, and where letters of a complaint go.
alter table complaint add column correspondent_name text, add column correspondent_lines text[] not null default '{}';

create table letter (
  id uuid primary key,
  complaint_id uuid not null references complaint,
  landlord text not null,
  kind text not null check (kind in ('Acknowledgement', 'Extension', 'Exclusion', 'Answer', 'EscalationRefusal', 'EscalationAcknowledgement', 'FinalAnswer')),
  stage integer not null check (stage in (1, 2)),
  page bytea not null,
  checksum bytea not null check (checksum = sha256(page)),
  addressee_name text,
  addressee_lines text[] not null,
  by_post boolean not null,
  readability jsonb not null,
  written_at timestamptz not null,
  written_by text not null
);
create index letter_by_complaint on letter (complaint_id, id desc);
-- Those to be posted, the oldest first.
create index letter_by_post on letter (landlord, id) where by_post;

create table letter_posting (
  letter_id uuid primary key references letter,
  posted_at timestamptz not null,
  posted_to text not null,
  posted_by text not null
);

create function letter_is_kept() returns trigger language plpgsql as $$
begin
  raise exception 'a row of % is never changed or removed: it says what was sent', tg_table_name using errcode = 'restrict_violation';
end
$$;
create trigger letter_is_kept before update or delete or truncate on letter for each statement execute function letter_is_kept();
create trigger letter_posting_is_kept before update or delete or truncate on letter_posting for each statement execute function letter_is_kept();
