create table entry (
    id      uuid primary key,
    text    text not null
);
create unique index entry_text on entry (text);
