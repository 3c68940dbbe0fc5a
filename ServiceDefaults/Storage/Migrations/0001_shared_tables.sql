-- What every service's database has: messages to send, messages handled, messages to try again, and requests answered.

create table outbox (
    position    bigint generated always as identity primary key,  -- the order they were written in, as near as concurrent writers allow
    id          uuid        not null,                             -- becomes the message's id
    type        text        not null,                             -- its name on the wire: "Housing.Repairs.Contracts.V1:RepairReported"
    body        text        not null,                             -- JSON
    traceparent text,
    tracestate  text,
    occurred_at timestamptz not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);  -- rows live for milliseconds

create table inbox (
    message_id uuid        not null,
    consumer   text        not null,
    handled_at timestamptz not null,
    primary key (message_id, consumer)
);
create index inbox_handled_at on inbox using brin (handled_at);

create table redelivery (
    message_id   uuid        not null,
    queue        text        not null,
    attempt      integer     not null,   -- 1 after the first failure
    next_at      timestamptz not null,
    content_type text,
    headers      text        not null,   -- JSON object of strings
    body         bytea       not null,
    error        text        not null,   -- the last failure, in a line
    primary key (message_id, queue)
);
create index redelivery_next_at on redelivery (next_at);

create table answered_request (
    request_id   uuid        not null,
    method       text        not null,
    subject      text        not null,   -- who asked: another caller's id is another request
    request_hash bytea       not null,
    answer       bytea       not null,
    answered_at  timestamptz not null,
    primary key (request_id, method, subject)
);
create index answered_request_answered_at on answered_request using brin (answered_at);
