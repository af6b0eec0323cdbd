-- The contacts of an account that have one of the parties $2 among their candidates.
select distinct candidate.contact_id
from unnest($2::text[]) as wanted (party_id)
join contactsync.candidate
  on candidate.linked_account_id = $1 and candidate.party_id = wanted.party_id;
