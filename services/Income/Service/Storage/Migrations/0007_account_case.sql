-- Whether what is promised about an account is counted. Of those opened before, and by a version that knows nothing of it, it is not yet.
alter table account add column case_begun boolean not null default false;

create index account_without_case_idx on account (landlord, id) where not case_begun;
