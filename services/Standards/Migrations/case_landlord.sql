-- Whose case it is, beside its milestones: what happens to a case on which nothing is promised belongs to its landlord's history too. Rows written before have none; their promises say it.
alter table case_milestone add column landlord text;
