-- A landlord's cases in order, with when something happened to them.
create index milestone_by_landlord on milestone (landlord, service, case_id, at);
