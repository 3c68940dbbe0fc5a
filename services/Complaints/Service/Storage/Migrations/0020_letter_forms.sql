-- How whoever a letter is for asked to read it, where that is not print, and in which language.
alter table letter add column form text check (form in ('Braille', 'Audio', 'EasyRead')), add column language text;
