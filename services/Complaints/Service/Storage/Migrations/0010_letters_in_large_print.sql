-- Who reads large print has every letter in it; and a complaint that is about nobody's home here has its letter too.
alter table complaint add column correspondent_large_print boolean not null default false;
alter table letter add column large_print boolean not null default false;
alter table letter drop constraint letter_kind_check;
alter table letter add constraint letter_kind_check
  check (kind in ('Acknowledgement', 'Extension', 'Exclusion', 'Answer', 'EscalationRefusal', 'EscalationAcknowledgement', 'FinalAnswer', 'NotOurs'));
