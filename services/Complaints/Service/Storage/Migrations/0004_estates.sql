-- Where what is complained of is: the estate that the home was on, as Estates called it then; a complaint from before stays without.
alter table complaint add column estate text;

-- Figures of a period ask for what was received in it.
create index complaint_by_receipt on complaint (landlord, received_at);
