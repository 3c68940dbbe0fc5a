-- What is owed on a repair next, so that the work list is one index. A row that the version before writes gets it with its next milestone.
alter table repair
  add column next_due_at timestamptz,
  add column at_risk_at timestamptz;

update repair r set (next_due_at, at_risk_at) =
  (select min(c.due_at), min(coalesce(c.warn_at, (select min(w.recorded_at) from commitment_change w where w.commitment_id = c.id and w.what = 'Warned')))
   from commitment c where c.case_id = r.id and c.outcome in ('Open', 'Missed') and c.done_at is null);

-- What is owed first, whoever it is owed to; and what is not finished, which is little beside what is.
create index repair_by_due on repair (landlord, next_due_at, id) where next_due_at is not null;
create index repair_unfinished on repair (landlord, id desc) where completed_at is null;
create index repair_by_priority on repair (landlord, priority, id desc);
