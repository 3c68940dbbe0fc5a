-- Complaints with all that is known of them, and what is said and is no complaint. The commitments' table comes with the standards.
create table complaint (
  id uuid primary key,
  reference text not null unique,
  landlord text not null,
  home_id uuid,
  household_id uuid,
  stage text not null check (stage in ('ServiceRequest', 'One', 'OneAnswered', 'Two', 'FinalAnswered', 'Excluded', 'Withdrawn', 'Closed')),
  channel text not null,
  words varchar(4000) not null,
  outcome_wanted varchar(4000),
  received_at timestamptz not null,
  team text not null,
  about_service text,
  about_case_id uuid,
  joint_with uuid references complaint,
  reopens uuid references complaint,
  reopened_as uuid references complaint deferrable initially deferred,
  representative_name text,
  representative_authority text,
  concerned text[] not null,
  facts_pending boolean not null,
  handler_subject text,
  handler_name text,
  handler_rank text,
  understanding varchar(4000),
  decide_by date,
  acknowledged_at timestamptz,
  escalation_acknowledged_at timestamptz,
  plan varchar(4000),
  answered_at timestamptz,
  escalated_at timestamptz,
  final_answered_at timestamptz,
  escalation_words varchar(4000),
  escalation_refused varchar(4000),
  ended_at timestamptz,
  ended_reason varchar(4000),
  next_due_at timestamptz,
  at_risk_at timestamptz
);

-- The lists: a landlord's, a handler's, a team's, a stage's, a household's, a home's, newest first. An id follows the time it was recorded.
create index complaint_by_landlord on complaint (landlord, id desc);
create index complaint_by_handler on complaint (landlord, handler_subject, id desc) where handler_subject is not null;
create index complaint_by_team on complaint (landlord, team, id desc);
create index complaint_by_stage on complaint (landlord, stage, id desc);
create index complaint_by_household on complaint (household_id, id desc) where household_id is not null;
create index complaint_by_home on complaint (home_id, id desc) where home_id is not null;
-- What is owed first, and what is at risk.
create index complaint_by_due on complaint (landlord, next_due_at, id) where next_due_at is not null;
create index complaint_by_risk on complaint (landlord, at_risk_at) where at_risk_at is not null;
create index complaint_pending on complaint (id) where facts_pending;

create table timeline (
  complaint_id uuid not null references complaint,
  number integer not null,
  name text not null,
  at timestamptz not null,
  recorded_at timestamptz not null,
  by_role text not null,
  by_subject text not null,
  note varchar(4000),
  primary key (complaint_id, number)
);

create table issue (
  complaint_id uuid not null references complaint,
  number integer not null,
  subject text not null,
  text varchar(4000) not null,
  primary key (complaint_id, number)
);
create index issue_by_subject on issue (subject, complaint_id desc);

create table handler_turn (
  complaint_id uuid not null references complaint,
  number integer not null,
  stage integer not null check (stage in (1, 2)),
  subject text not null,
  name text not null,
  rank text not null,
  since timestamptz not null,
  primary key (complaint_id, number)
);

create table contact (
  complaint_id uuid not null references complaint,
  number integer not null,
  at timestamptz not null,
  channel text not null,
  reached boolean not null,
  note varchar(4000) not null,
  next_steps varchar(4000) not null,
  by_subject text not null,
  primary key (complaint_id, number)
);

create table extension (
  complaint_id uuid not null references complaint,
  number integer not null,
  stage integer not null check (stage in (1, 2)),
  new_day date not null,
  reason varchar(4000) not null,
  agreed_by text,
  agreed_at timestamptz,
  agreement_reference text,
  at timestamptz not null,
  promises text[] not null,
  staying text[] not null,
  primary key (complaint_id, number)
);

create table evidence (
  complaint_id uuid not null references complaint,
  number integer not null,
  what varchar(4000) not null,
  reference text not null,
  at timestamptz not null,
  by_subject text not null,
  primary key (complaint_id, number)
);

create table finding (
  complaint_id uuid not null references complaint,
  number integer not null,
  stage integer not null check (stage in (1, 2)),
  issue integer not null,
  outcome text not null check (outcome in ('Upheld', 'PartlyUpheld', 'NotUpheld')),
  reasons varchar(4000) not null,
  root_cause text,
  at timestamptz not null,
  by_subject text not null,
  primary key (complaint_id, number),
  foreign key (complaint_id, issue) references issue
);

create table remedy (
  id uuid primary key,
  complaint_id uuid not null references complaint,
  number integer not null,
  stage integer not null check (stage in (1, 2)),
  kind text not null check (kind in ('Apology', 'Compensation', 'Works', 'Action')),
  state text not null check (state in ('WaitsForApproval', 'Ready', 'Promised', 'Done', 'Dropped')),
  words varchar(4000) not null,
  category text,
  pence bigint check (pence > 0),
  evidence integer[] not null,
  home_id uuid,
  fault text,
  owner text,
  due_on date,
  proposed_by text not null,
  approved_by text check (approved_by <> proposed_by),
  done_at timestamptz,
  proof varchar(4000),
  unique (complaint_id, number)
);
-- What was promised and is to be done.
create index remedy_undone on remedy (due_on) where state = 'Promised';

create table reply (
  complaint_id uuid not null references complaint,
  stage integer not null check (stage in (1, 2)),
  outcome text not null check (outcome in ('Upheld', 'PartlyUpheld', 'NotUpheld')),
  text varchar(4000) not null,
  escalation text,
  ombudsman text not null,
  early boolean not null,
  compensation_pence bigint not null,
  at timestamptz not null,
  primary key (complaint_id, stage)
);

create table feedback (
  id uuid primary key,
  landlord text not null,
  kind text not null check (kind in ('Comment', 'Compliment', 'Enquiry')),
  channel text not null,
  words varchar(4000) not null,
  subject text not null,
  household_id uuid,
  for_person text,
  team text not null,
  enquirer text,
  received_at timestamptz not null
);
create index feedback_by_landlord on feedback (landlord, id desc);
create index feedback_by_household on feedback (household_id, id desc) where household_id is not null;
