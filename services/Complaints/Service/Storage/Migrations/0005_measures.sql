-- What a household thinks of how its complaint was dealt with: asked once a stage, answered once.
create table survey (
  id uuid primary key,
  complaint_id uuid not null references complaint,
  stage integer not null check (stage in (1, 2)),
  landlord text not null,
  asked_at timestamptz not null,
  answered_at timestamptz,
  score integer check (score between 1 and 5),
  words varchar(4000),
  by_role text,
  unique (complaint_id, stage),
  check ((answered_at is null) = (score is null))
);
create index survey_by_asked on survey (landlord, asked_at);
create index survey_by_answered on survey (landlord, answered_at, id) where answered_at is not null;

-- The figures of a period: what was taken to stage two, answered and closed in it, and the promises that began in it.
create index complaint_by_escalated on complaint (landlord, escalated_at) where escalated_at is not null;
create index complaint_by_answered on complaint (landlord, answered_at) where answered_at is not null;
create index complaint_by_ended on complaint (landlord, ended_at) where ended_at is not null;
create index commitment_by_start on commitment (landlord, started_at);
