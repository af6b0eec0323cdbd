-- A review item with its contact, by review id $2 or by account $3 and contact $4; of organization $1: one row or none.
select
  item.review_id,
  coalesce(item.row_version, 0),
  contact.linked_account_id,
  contact.contact_id,
  item.kind,
  item.state,
  array_to_string(coalesce(item.reasons, decision.reasons), ','),
  coalesce(contactsync.left_candidates(item.candidates), '[]'::jsonb)::text,
  (extract(epoch from item.opened_at) * 1000000)::bigint,
  item.priority,
  account.integration,
  contact.name,
  contact.email_address,
  contact.tax_number,
  contactsync.phone_text(contact.phone_numbers),
  contactsync.address_text(contact.addresses),
  contact.status,
  contact.is_customer,
  contact.is_supplier,
  contact.deleted_at is not null,
  link.party_id,
  link.source,
  coalesce(item.candidates, '[]'::jsonb)::text
from contactsync.contact
join contactsync.linked_account as account on account.linked_account_id = contact.linked_account_id
left join contactsync.review_item as item
  on item.linked_account_id = contact.linked_account_id and item.contact_id = contact.contact_id
left join contactsync.decision
  on decision.linked_account_id = contact.linked_account_id and decision.contact_id = contact.contact_id
left join contactsync.link
  on link.linked_account_id = contact.linked_account_id and link.contact_id = contact.contact_id and link.unlinked_at is null
where contact.organization_id = $1
  and (contact.linked_account_id, contact.contact_id) in (
    select named.linked_account_id, named.contact_id
    from contactsync.review_item as named
    where named.review_id = $2 and named.organization_id = $1
    union all
    select $3::text, $4::text
    where $3::text is not null
  );
