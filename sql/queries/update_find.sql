-- Contacts of account $1 whose linked party (automatic links where $2) has another name, mailbox or tax number: contact, party,
-- content hashes, three fields of either, and how the last change that was sent ended.
select
  contact.contact_id,
  party.party_id,
  contact.content_hash,
  party.content_hash as party_hash,
  contact.name,
  contact.email_address,
  contact.tax_number,
  party.name as party_name,
  party.email_address as party_email_address,
  party.tax_number as party_tax_number,
  last.state,
  last.body_hash,
  last.attempts
from contactsync.link
join contactsync.contact
  on contact.linked_account_id = link.linked_account_id and contact.contact_id = link.contact_id
join contactsync.party on party.organization_id = link.organization_id and party.party_id = link.party_id
left join contactsync.contact_update as last
  on last.linked_account_id = link.linked_account_id and last.contact_id = link.contact_id
where link.linked_account_id = $1
  and link.unlinked_at is null
  and link.is_primary
  and ($2 or link.source <> 'auto')
  and contact.deleted_at is null
  and contact.status is distinct from 'ARCHIVED'
  and party.deleted_at is null
  and coalesce(party.merged_into, '') = ''
  and (
    party.name is distinct from contact.name
    or party.email_address is distinct from contact.email_address
    or party.tax_number is distinct from contact.tax_number
  )
  and not exists (
    select from contactsync.review_item as item
    where item.linked_account_id = $1 and item.contact_id = link.contact_id and item.state = 'open'
  )
  and not exists (
    select from contactsync.unsettled
    where unsettled.linked_account_id = $1 and unsettled.kind = 'c' and unsettled.id = link.contact_id
  )
order by contact.contact_id;
