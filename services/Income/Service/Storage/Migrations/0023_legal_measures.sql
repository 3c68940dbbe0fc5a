-- What was done in legal actions in a period, for the figures; it grows in the order of its time.
create index legal_entry_at_idx on legal_entry using brin (at) with (pages_per_range = 32, autosummarize = on);
