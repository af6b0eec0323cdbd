-- Replaces the known contacts of contact_stage; returns nothing.
update contactsync.contact
set
  remote_id = stage.remote_id,
  name = stage.name,
  email_address = stage.email_address,
  tax_number = stage.tax_number,
  status = stage.status,
  currency = stage.currency,
  is_customer = stage.is_customer,
  is_supplier = stage.is_supplier,
  company = stage.company,
  addresses = stage.addresses,
  phone_numbers = stage.phone_numbers,
  remote_updated_at = stage.remote_updated_at,
  created_at = stage.created_at,
  modified_at = stage.modified_at,
  deleted_at = case when stage.remote_was_deleted then coalesce(contact.deleted_at, now()) end,
  content_hash = stage.content_hash,
  key_hashes = stage.key_hashes,
  issues = string_to_array(stage.issues, ','),
  window_id = $2::bigint,
  updated_at = now()
from contact_stage as stage
where not stage.is_new
  and contact.linked_account_id = $1
  and contact.contact_id = stage.contact_id;
