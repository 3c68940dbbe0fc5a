-- What another system called a complaint that was taken over from it.
alter table complaint add column old_system text;
alter table complaint add column old_reference text;
create unique index complaint_by_old_reference on complaint (landlord, old_system, old_reference) where old_reference is not null;
create index complaint_by_any_old_reference on complaint (landlord, lower(old_reference)) where old_reference is not null;

-- What was said, by which a complaint is found again.
alter table complaint add column said text not null default '';
alter table complaint add column said_words tsvector not null generated always as (to_tsvector('english', said)) stored;
update complaint c set said = concat_ws(E'\n', c.words, c.outcome_wanted, c.representative_name, c.escalation_words,
  (select string_agg(i.text, E'\n' order by i.number) from issue i where i.complaint_id = c.id and i.text <> c.words));
create index complaint_by_words on complaint using gin (said_words);
