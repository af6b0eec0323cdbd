-- Fills party_stage; the columns in this order.
copy party_stage (
  ordinal, organization_id, party_id, name, email_address, tax_number, is_customer, is_supplier, addresses,
  phone_numbers, linked_account_id, merged_into, deleted_at, content_hash
) from stdin (format binary);
