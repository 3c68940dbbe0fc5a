-- Days on which something fell due, looked at some days later: who has not paid is told.
create table payment_watch (
  landlord    text not null,
  day         date not null,
  begun_at    timestamptz not null,
  after_id    uuid,
  finished_at timestamptz,
  primary key (landlord, day)
);

create index charge_debit_first_day_idx on charge_debit (first_day, charge_id);
