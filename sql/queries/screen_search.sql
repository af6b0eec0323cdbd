-- The parties of organization $1 whose name, mailbox, tax number or id hold all the patterns $2, the shortest names first; at most 20.
select
  party_id,
  name,
  email_address,
  tax_number,
  contactsync.phone_text(phone_numbers),
  contactsync.address_text(addresses),
  is_customer,
  is_supplier,
  false
from contactsync.party
where organization_id = $1
  and deleted_at is null
  and merged_into is null
  and concat_ws(' ', name, email_address, tax_number, party_id) ilike all($2::text[])
order by length(name), name, party_id
limit 20;
