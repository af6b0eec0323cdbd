-- How many living parties an organization has, and how many of them are not in party_stage: one row.
select
  count(*) as living,
  count(*) filter (
    where not exists (
      select from party_stage as stage
      where stage.organization_id = party.organization_id and stage.party_id = party.party_id
    )
  ) as absent
from contactsync.party
where organization_id = $1 and deleted_at is null and merged_into is null;
