-- How far each service has handed out what it has on record of a landlord's promises, so that a replay goes on where it stopped.
create table replay (
  landlord text not null,
  service text not null,
  what text not null check (what in ('milestones', 'commitments')),
  next_page text not null,             -- of the service's own making; empty before the first page
  finished boolean not null,
  primary key (landlord, service, what)
);
