-- Estimates that are declined, or that nobody signed in time, and the worker's look for those.
alter table repair
  drop constraint repair_recharge_state_check,
  add constraint repair_recharge_state_check
    check (recharge_state in ('Estimated', 'Accepted', 'Disputed', 'Waived', 'Withdrawn', 'Agreed', 'Replaced', 'Declined', 'Expired'));
alter table recharge
  add column decline_reason varchar(2000),
  drop constraint recharge_state_check,
  add constraint recharge_state_check
    check (state in ('Estimated', 'Accepted', 'Disputed', 'Waived', 'Withdrawn', 'Agreed', 'Replaced', 'Declined', 'Expired'));
create index recharge_unsigned on recharge (expires_at) where state = 'Estimated';
