-- Days on which somebody is away and nothing is assigned to them.
create table absence (
  id uuid primary key,
  landlord text not null,
  subject text not null,
  from_day date not null,
  through_day date not null,
  back_on date,
  recorded_by text not null,
  check (through_day >= from_day)
);
create index absence_by_subject on absence (landlord, subject);
create index absence_by_last on absence (landlord, through_day);

-- What is open, by whoever handles it: how much each has to do.
create index complaint_by_load on complaint (landlord, handler_subject) where stage in ('One', 'OneAnswered', 'Two', 'FinalAnswered');
