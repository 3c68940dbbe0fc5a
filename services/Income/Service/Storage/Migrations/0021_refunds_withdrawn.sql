-- A refund that could not be sent is taken back: its posting stays, and another undoes it.
alter table refund
  drop constraint refund_posted,
  add constraint refund_posted check ((state in ('Approved', 'Paid', 'Withdrawn')) = (posting_id is not null));
