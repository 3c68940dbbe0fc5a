-- That somebody has set out to an appointment, and that somebody is there: until the visit is recorded.
alter table appointment add column on_the_way_at timestamptz;
alter table repair add column arrived_at timestamptz;
