-- The contacts of an account with the ids $2 as JSON lines: the lines; one row.
select
  string_agg(
    json_build_object(
      'id', contact_id, 'account', linked_account_id, 'remote_id', remote_id, 'name', name,
      'email_address', email_address, 'tax_number', tax_number, 'status', status, 'currency', currency,
      'is_customer', is_customer, 'is_supplier', is_supplier, 'company', company, 'addresses', addresses,
      'phone_numbers', phone_numbers, 'remote_updated_at', remote_updated_at, 'created_at', created_at,
      'modified_at', modified_at, 'remote_was_deleted', deleted_at is not null
    )::text,
    E'\n' order by contact_id
  ) as lines
from contactsync.contact
where linked_account_id = $1 and contact_id = any($2::text[]);
