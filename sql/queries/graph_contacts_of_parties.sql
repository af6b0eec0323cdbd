-- The contacts of an account that have one of the parties $2 as a candidate, a standing link or a judgement.
select distinct found.contact_id
from unnest($2::text[]) as wanted (party_id)
cross join lateral (
  (
    select contact_id
    from contactsync.candidate
    where linked_account_id = $1 and party_id = wanted.party_id
    offset 0
  )
  union all
  (
    select contact_id
    from contactsync.link
    where linked_account_id = $1 and party_id = wanted.party_id and unlinked_at is null
    offset 0
  )
  union all
  (
    select contact_id
    from contactsync.judgement
    where linked_account_id = $1 and party_id = wanted.party_id
    offset 0
  )
) as found;
