-- The cases of a landlord to which something happened in a year.
create index milestone_by_name on milestone (landlord, name, at, service, case_id);
