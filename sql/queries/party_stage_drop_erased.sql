-- Drops the erased parties of an organization from party_stage: the number of rows by the command tag.
delete from party_stage as stage
using contactsync.party
where stage.organization_id = $1
  and party.organization_id = stage.organization_id
  and party.party_id = stage.party_id
  and party.erased_at is not null;
