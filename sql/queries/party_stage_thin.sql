-- Drops from party_stage all but the last of each party; returns nothing.
delete from party_stage as earlier
using (
  select organization_id, party_id, max(ordinal) as ordinal
  from party_stage
  group by organization_id, party_id
  having count(*) > 1
) as last_one
where earlier.organization_id = last_one.organization_id
  and earlier.party_id = last_one.party_id
  and earlier.ordinal < last_one.ordinal;
