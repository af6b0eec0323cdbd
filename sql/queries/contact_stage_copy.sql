-- Fills contact_stage; the columns in this order.
copy contact_stage (
  is_new, contact_id, remote_id, name, email_address, tax_number, status, currency, is_customer, is_supplier, company,
  addresses, phone_numbers, remote_updated_at, created_at, modified_at, remote_was_deleted, content_hash, key_hashes,
  issues
) from stdin (format binary);
