-- Promises running on this service's cases. A service takes this file as one of its migrations (services/Standards/README.md).
create table commitment (
    id               uuid        primary key,
    case_id          uuid        not null,
    landlord         text        not null,
    standard_id      text        not null,      -- the register row
    standard_version integer     not null,      -- the version in force when the clock started
    summary          text        not null,
    source           text        not null,
    started_by       text        not null,      -- the milestone
    started_at       timestamptz not null,
    due_at           timestamptz not null,      -- the first instant that is too late
    original_due_at  timestamptz not null,      -- before anybody agreed to another date
    outcome          text        not null check (outcome in ('Open', 'Met', 'Missed', 'Cancelled')),
    done_at          timestamptz,               -- in time or late
    reason           text,                      -- why it was cancelled
    until            text[]      not null,      -- the milestones that keep it
    check (due_at > started_at),
    check (outcome <> 'Met' or done_at is not null),
    check (outcome <> 'Open' or done_at is null),
    check ((outcome = 'Cancelled') = (reason is not null))
);

-- A case's promises are read together; and a promise runs once on a case, whoever records the milestone twice.
create index commitment_case on commitment (case_id);
create unique index commitment_once on commitment (case_id, standard_id) where outcome <> 'Cancelled';
