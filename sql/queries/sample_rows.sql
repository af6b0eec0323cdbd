-- The links $1 as rows of a review file, in this order, with the evidence $2 (JSON, null: none).
select
  contactsync.review_id(link.linked_account_id, link.contact_id),
  0 as row_version,
  link.organization_id,
  link.linked_account_id,
  link.contact_id,
  contact.name,
  contact.email_address,
  contact.tax_number,
  contactsync.phone_text(contact.phone_numbers),
  contactsync.address_text(contact.addresses),
  1 as candidate_rank,
  link.party_id,
  party.name,
  party.email_address,
  party.tax_number,
  contactsync.phone_text(party.phone_numbers),
  contactsync.address_text(party.addresses),
  round(link.probability::numeric, 4),
  contactsync.evidence_text(drawn.evidence::jsonb),
  null as reasons,
  floor(extract(epoch from now() - link.linked_at) / 86400)::bigint
from unnest($1::bigint[], $2::text[]) with ordinality as drawn (link_id, evidence, place)
join contactsync.link on link.link_id = drawn.link_id
left join contactsync.contact
  on contact.linked_account_id = link.linked_account_id and contact.contact_id = link.contact_id
left join contactsync.party
  on party.organization_id = link.organization_id and party.party_id = link.party_id
order by drawn.place;
