-- Figures of a period ask for what was posted, and done about arrears, in it. Both grow in the order of their time, for which such an index costs next to nothing.
create index posting_posted_at_idx on posting using brin (posted_at) with (pages_per_range = 32, autosummarize = on);
create index arrears_entry_at_idx on arrears_entry using brin (at) with (pages_per_range = 32, autosummarize = on);
create index arrears_case_opened_at_idx on arrears_case (landlord, opened_at);
create index account_landlord_idx on account (landlord, id);
