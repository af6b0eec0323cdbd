-- The next $3 contacts of an account after contact $2, deleted ones included: contact, name, the party that it is linked to.
select contact.contact_id, contact.name, link.party_id
from (
  select linked_account_id, contact_id, name
  from contactsync.contact
  where linked_account_id = $1 and contact_id > $2
  order by contact_id
  limit $3::bigint
) as contact
left join contactsync.link
  on link.linked_account_id = contact.linked_account_id
  and link.contact_id = contact.contact_id
  and link.unlinked_at is null
order by contact.contact_id;
