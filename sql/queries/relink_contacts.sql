-- The next $3 contacts of an account after id $2: what is the accounting system's own of them, whether the new linking
-- brought them, and what hangs on them.
select
  contact.contact_id,
  contact.remote_id,
  coalesce(contact.company, '') as company,
  contact.is_customer,
  contact.is_supplier,
  hashtextextended(lower(btrim(contact.name)), 0) as name_hash,
  seen.contact_id is not null as is_seen,
  decision.contact_id is not null as is_decided,
  contact.deleted_at is not null as is_deleted,
  exists (
    select from contactsync.link
    where link.linked_account_id = $1 and link.contact_id = contact.contact_id and link.unlinked_at is null
  ) as is_linked,
  exists (
    select from contactsync.judgement
    where judgement.linked_account_id = $1 and judgement.contact_id = contact.contact_id
  ) as is_judged
from contactsync.contact
left join contactsync.sweep_seen as seen
  on seen.linked_account_id = $1 and seen.contact_id = contact.contact_id
left join contactsync.decision
  on decision.linked_account_id = $1 and decision.contact_id = contact.contact_id
where contact.linked_account_id = $1 and contact.contact_id > $2
order by contact.contact_id
limit $3::bigint;
