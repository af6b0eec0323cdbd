-- Inserts the new contacts of contact_stage; returns nothing.
insert into contactsync.contact (
  linked_account_id, organization_id, window_id, deleted_at, content_hash, key_hashes, issues,
  contact_id, remote_id, name, email_address, tax_number, status, currency, is_customer, is_supplier, company,
  addresses, phone_numbers, remote_updated_at, created_at, modified_at
)
select
  $1, $2, $3::bigint, case when remote_was_deleted then now() end, content_hash, key_hashes,
  string_to_array(issues, ','),
  contact_id, remote_id, name, email_address, tax_number, status, currency, is_customer, is_supplier, company,
  addresses, phone_numbers, remote_updated_at, created_at, modified_at
from contact_stage
where is_new;
