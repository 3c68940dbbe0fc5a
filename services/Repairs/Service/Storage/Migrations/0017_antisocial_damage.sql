-- Damage that neighbours or strangers did, whether or not the police were told (HAV-ASB-09).
alter table repair
  drop constraint repair_cause_check,
  add constraint repair_cause_check check (cause in ('Wear', 'Resident', 'Crime', 'AntiSocialBehaviour'));
