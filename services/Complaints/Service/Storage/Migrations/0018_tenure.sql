-- On what terms the household held its home when it complained; of those from before it is not known.
alter table complaint add column tenure text;
