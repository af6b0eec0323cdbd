-- Drops the unchanged parties of an organization from party_stage: one row for each organization with their number.
with unchanged as (
  delete from party_stage as stage
  using contactsync.party
  where stage.organization_id = $1
    and party.organization_id = stage.organization_id
    and party.party_id = stage.party_id
    and party.content_hash = stage.content_hash
    and party.deleted_at is not distinct from stage.deleted_at
  returning stage.party_id
)
select count(*) as unchanged
from unchanged;
