-- Of the review items $1, or where one is not there the contact $3 of account $2 whose it would be, all paired, as far as they are
-- of organization $4 (null: any): ordinal, organization, account, contact, row version (0: no item), the contact's name, tax
-- number and phones; and of the best three candidates that are left party, name, tax number and phones.
select
  wanted.ordinal,
  contact.organization_id,
  contact.linked_account_id,
  contact.contact_id,
  coalesce(item.row_version, 0) as row_version,
  contact.name,
  contact.tax_number,
  contactsync.phone_text(contact.phone_numbers) as phones,
  candidates.parties,
  candidates.names,
  candidates.tax_numbers,
  candidates.phones
from unnest($1::text[], $2::text[], $3::text[]) with ordinality as wanted (
  review_id, linked_account_id, contact_id, ordinal
)
left join contactsync.review_item as item on item.review_id = wanted.review_id
join contactsync.contact
  on contact.linked_account_id = coalesce(item.linked_account_id, wanted.linked_account_id)
  and contact.contact_id = coalesce(item.contact_id, wanted.contact_id)
  and ($4::text is null or contact.organization_id = $4)
left join lateral (
  select
    array_agg(candidate.value ->> 'party' order by candidate.rank) as parties,
    array_agg(party.name order by candidate.rank) as names,
    array_agg(party.tax_number order by candidate.rank) as tax_numbers,
    array_agg(contactsync.phone_text(party.phone_numbers) order by candidate.rank) as phones
  from jsonb_array_elements(contactsync.left_candidates(item.candidates)) with ordinality as candidate (value, rank)
  left join contactsync.party
    on party.organization_id = contact.organization_id and party.party_id = candidate.value ->> 'party'
  where candidate.rank <= 3
) as candidates on true
where contactsync.review_id(contact.linked_account_id, contact.contact_id) = wanted.review_id or item.review_id is not null
order by wanted.ordinal;
