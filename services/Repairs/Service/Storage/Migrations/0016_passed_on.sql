-- Since when a repair's home is another household's than the one it was reported by or for. Of older rows it is known where a resident reported.
alter table repair add column passed_on_at timestamptz;

update repair r set passed_on_at = (select max(t.at) from timeline t where t.repair_id = r.id and t.name = 'repair.household-known')
where r.home_id is not null and not r.facts_pending and r.stage <> 'Closed' and r.reporter_household is not null and r.household_id is distinct from r.reporter_household;
