-- What an administrator took out of an error queue for good: kept whole, with the reason, for whoever asks later where it went.

create table discarded_message (
    request_id   uuid        not null,
    discarded_by text        not null,
    discarded_at timestamptz not null,
    reason       text        not null,
    queue        text        not null,
    message_id   uuid        not null,   -- its own, or one made from its contents
    type         text        not null,
    failed_at    timestamptz,
    fault        text        not null,
    headers      text        not null,   -- JSON object of strings
    body         text        not null,
    primary key (request_id, discarded_by)
);
create index discarded_message_discarded_at on discarded_message (discarded_at, request_id);
