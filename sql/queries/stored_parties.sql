-- The next $3 parties of an organization after id $2 as JSON lines: the lines, the last id, how many; one row.
select
  string_agg(
    json_build_object(
      'id', party_id, 'organization', organization_id, 'name', name, 'email_address', email_address,
      'tax_number', tax_number, 'is_customer', is_customer, 'is_supplier', is_supplier, 'addresses', addresses,
      'phone_numbers', phone_numbers, 'linked_account_id', linked_account_id, 'merged_into', merged_into,
      'deleted_at', deleted_at
    )::text,
    E'\n' order by party_id
  ) as lines,
  max(party_id) as last_id,
  count(*) as parties
from (
  select *
  from contactsync.party
  where organization_id = $1 and party_id > $2
  order by party_id
  limit $3::bigint
) as page;
