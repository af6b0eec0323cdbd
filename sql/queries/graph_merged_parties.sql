-- The parties of an organization that were merged into one of the parties $2.
select merged.party_id
from unnest($2::text[]) as wanted (party_id)
cross join lateral (
  select party_id
  from contactsync.party
  where organization_id = $1 and merged_into = wanted.party_id
  offset 0
) as merged;
