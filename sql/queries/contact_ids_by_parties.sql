-- The contacts of an account that have one of the parties $2 among their candidates.
select distinct candidate.contact_id
from unnest($2::text[]) as wanted (party_id)
cross join lateral (
  select contact_id
  from contactsync.candidate
  where linked_account_id = $1 and party_id = wanted.party_id
  offset 0
) as candidate;
