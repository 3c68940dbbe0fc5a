-- How a share of the rent was worked out, in words.
alter table remedy add column worked_out text;
