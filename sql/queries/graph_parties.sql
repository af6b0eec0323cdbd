-- The parties $2 of an organization that are retired (deleted, merged or unknown): party, and what it was merged into.
select wanted.party_id, nullif(party.merged_into, '') as merged_into
from unnest($2::text[]) as wanted (party_id)
left join lateral (
  select *
  from contactsync.party
  where organization_id = $1 and party_id = wanted.party_id
  offset 0
) as party on true
where party.party_id is null or party.deleted_at is not null or party.merged_into is not null;
