-- Retires the living parties of an organization that are not in party_stage: the number of rows by the command tag.
update contactsync.party
set deleted_at = now(), revision = $2::bigint, updated_at = now()
where organization_id = $1
  and deleted_at is null
  and merged_into is null
  and not exists (
    select from party_stage as stage
    where stage.organization_id = party.organization_id and stage.party_id = party.party_id
  );
