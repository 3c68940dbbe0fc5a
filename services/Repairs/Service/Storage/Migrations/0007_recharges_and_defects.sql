-- What residents pay for repairs that are theirs, and what is the developer's to put right. Rows written before keep null: nothing was estimated or sent.
alter table repair
  add column recharge_state text check (recharge_state in ('Estimated', 'Accepted', 'Disputed', 'Waived', 'Withdrawn', 'Agreed', 'Replaced')),
  add column taken_on_at timestamptz,
  add column part_at_report text check (part_at_report in ('Mends', 'MakesSafe', 'None')),
  add column defect_state text check (defect_state in ('Sent', 'Appointed', 'Fixed', 'Checked'));

create table recharge (
  id uuid primary key,
  repair_id uuid not null references repair,
  number integer not null check (number > 0),
  landlord text not null,
  home_id uuid not null,
  household_id uuid not null,
  state text not null check (state in ('Estimated', 'Accepted', 'Disputed', 'Waived', 'Withdrawn', 'Agreed', 'Replaced')),
  lines jsonb not null,
  administration_pence bigint not null check (administration_pence >= 0),
  total_pence bigint not null check (total_pence > 0),
  clause text,
  estimated_at timestamptz not null,
  expires_at timestamptz not null,
  signed_by varchar(200),
  signed_means text check (signed_means in ('InPerson', 'Online')),
  signed_at timestamptz,
  dispute_reason varchar(2000),
  disputed_from text,
  decision_reason varchar(2000),
  waiver text,
  waiver_note varchar(2000),
  agreed_at timestamptz,
  constraint recharge_number_key unique (repair_id, number),
  constraint recharge_signature_whole check (num_nonnulls(signed_by, signed_means, signed_at) in (0, 3)),
  -- No recharge without a signature.
  constraint recharge_agreed_is_signed check (agreed_at is null or signed_at is not null)
);
create index recharge_by_landlord on recharge (landlord, id desc);
create index recharge_by_household on recharge (household_id, id desc);

-- One for each repair; the rounds before are on its timeline.
create table defect (
  repair_id uuid primary key references repair,
  landlord text not null,
  home_id uuid not null,
  state text not null check (state in ('Sent', 'Appointed', 'Fixed', 'Checked')),
  developer varchar(200) not null,
  reference varchar(100) not null,
  sent_at timestamptz not null,
  agreed_for date not null,
  contact_by date not null,
  appointment_at timestamptz,
  last_chased_at timestamptz,
  fixed_at timestamptz,
  note varchar(2000),
  round integer not null check (round > 0),
  constraint defect_contact_before_its_day check (contact_by <= agreed_for)
);
-- The list of a landlord, and of it those to be chased.
create index defect_by_contact on defect (landlord, contact_by, repair_id);
create index defect_to_chase on defect (landlord, contact_by, repair_id) where state = 'Sent';
