-- Complaints at the Ombudsman: what it asked for, what it found, what it ordered and recommended.
alter table complaint
  add column taken_to_ombudsman_at timestamptz,
  add column severe boolean not null default false;
create index complaint_with_ombudsman on complaint (landlord, id desc) where taken_to_ombudsman_at is not null;

create table ombudsman_case (
  id uuid primary key,
  complaint_id uuid not null references complaint,
  number integer not null,
  reference text not null,
  about varchar(4000) not null,
  taken_at timestamptz not null,
  determined_at timestamptz,
  determination_reference text,
  round integer not null,
  severe boolean not null,
  review_asked_at timestamptz,
  review_reasons varchar(4000),
  review_decided_at timestamptz,
  review_changed boolean,
  review_words varchar(4000),
  unique (complaint_id, number),
  unique (complaint_id, reference)
);
create index ombudsman_case_determined on ombudsman_case (determined_at desc, id desc) where determined_at is not null;

create table information_request (
  id uuid primary key,
  case_id uuid not null references ombudsman_case,
  number integer not null,
  what varchar(4000) not null,
  asked_at timestamptz not null,
  answer_by date not null,
  sent varchar(4000),
  sent_reference text,
  sent_at timestamptz,
  unique (case_id, number)
);

create table determination (
  case_id uuid not null references ombudsman_case,
  round integer not null,
  number integer not null,
  issue integer,
  about varchar(4000) not null,
  outcome text not null,
  primary key (case_id, round, number)
);

create table ombudsman_order (
  id uuid primary key,
  complaint_id uuid not null references complaint,
  case_id uuid not null references ombudsman_case,
  round integer not null,
  number integer not null,
  kind text not null check (kind in ('Compensation', 'Apology', 'Works', 'Review', 'PolicyChange', 'Other')),
  recommendation boolean not null,
  words varchar(4000) not null,
  due_on date check (recommendation or due_on is not null),
  original_due_on date,
  moved_reason varchar(4000),
  pence bigint check (pence > 0),
  paid_directly boolean not null,
  home_id uuid,
  fault text,
  owner text not null,
  ordered_at timestamptz not null,
  repair_id uuid,
  stopped_reason varchar(4000),
  done_at timestamptz,
  proof varchar(4000),
  complied_at timestamptz check (done_at is not null or complied_at is null),
  complied_reference text,
  confirmed_by text,
  withdrawn_reason varchar(4000),
  at_risk_at timestamptz,
  unique (case_id, number)
);
-- What is not complied with yet, by day.
create index ombudsman_order_open on ombudsman_order (due_on, id) where complied_at is null and withdrawn_reason is null;
create index ombudsman_order_by_complaint on ombudsman_order (complaint_id);
