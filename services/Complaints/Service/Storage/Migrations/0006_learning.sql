-- What complaints teach. A complaint that was upheld waits for a lesson, or for the reason why there is none.
alter table complaint
  add column to_learn_since timestamptz,
  add column learnt_at timestamptz,
  add column no_lesson_reason varchar(4000);

update complaint c set to_learn_since = r.at
from (select complaint_id, min(at) as at from reply where outcome <> 'NotUpheld' group by complaint_id) r
where r.complaint_id = c.id;

create index complaint_to_learn on complaint (landlord, id) where to_learn_since is not null;

create table lesson (
  id uuid primary key,
  landlord text not null,
  learnt varchar(4000) not null,
  action varchar(4000) not null,
  owner text not null,
  due_on date not null,
  state text not null check (state in ('Open', 'Done', 'Dropped')),
  subject text not null,
  root_cause text not null,
  team text not null,
  estate text,
  drawn_at timestamptz not null,
  done_at timestamptz,
  proof varchar(4000),
  dropped_because varchar(4000),
  last_effect text
);
create index lesson_by_due on lesson (landlord, due_on, id);

create table lesson_source (
  lesson_id uuid not null references lesson,
  number integer not null,
  complaint_id uuid references complaint,
  feedback_id uuid references feedback,
  at timestamptz not null,
  primary key (lesson_id, number),
  check ((complaint_id is null) <> (feedback_id is null)),
  unique (lesson_id, complaint_id),
  unique (lesson_id, feedback_id)
);
create index lesson_source_by_complaint on lesson_source (complaint_id) where complaint_id is not null;

create table lesson_review (
  lesson_id uuid not null references lesson,
  number integer not null,
  at timestamptz not null,
  effect text not null check (effect in ('Better', 'NoChange', 'TooEarly')),
  words varchar(4000) not null,
  evidence text not null,
  by_subject text not null,
  primary key (lesson_id, number)
);

create table lesson_entry (
  lesson_id uuid not null references lesson,
  number integer not null,
  name text not null,
  at timestamptz not null,
  by_role text not null,
  by_subject text not null,
  note varchar(4000),
  primary key (lesson_id, number)
);

create table improvement (
  id uuid primary key,
  lesson_id uuid not null references lesson,
  landlord text not null,
  number integer not null,
  you_said varchar(4000) not null,
  we_did varchar(4000) not null,
  state text not null check (state in ('Written', 'Published', 'Withdrawn')),
  published_at timestamptz,
  withdrawn_because varchar(4000),
  unique (lesson_id, number)
);
create index improvement_by_landlord on improvement (landlord, id desc);
create index improvement_published on improvement (landlord, published_at desc, id desc) where state = 'Published';
