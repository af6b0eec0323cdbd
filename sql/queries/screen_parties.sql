-- The parties $2 of organization $1, as the platform has them.
select
  party_id,
  name,
  email_address,
  tax_number,
  contactsync.phone_text(phone_numbers),
  contactsync.address_text(addresses),
  is_customer,
  is_supplier,
  deleted_at is not null or merged_into is not null
from contactsync.party
where organization_id = $1 and party_id = any($2::text[]);
