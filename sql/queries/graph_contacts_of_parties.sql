-- The contacts of an account that have one of the parties $2 as a candidate, a standing link or a judgement.
select candidate.contact_id
from unnest($2::text[]) as wanted (party_id)
join contactsync.candidate
  on candidate.linked_account_id = $1 and candidate.party_id = wanted.party_id
union
select link.contact_id
from unnest($2::text[]) as wanted (party_id)
join contactsync.link
  on link.linked_account_id = $1 and link.party_id = wanted.party_id and link.unlinked_at is null
union
select judgement.contact_id
from unnest($2::text[]) as wanted (party_id)
join contactsync.judgement
  on judgement.linked_account_id = $1 and judgement.party_id = wanted.party_id;
