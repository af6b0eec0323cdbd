-- Replaces the known parties of party_stage that belong to the organization: the number of rows by the command tag.
update contactsync.party
set
  name = stage.name,
  email_address = stage.email_address,
  tax_number = stage.tax_number,
  is_customer = stage.is_customer,
  is_supplier = stage.is_supplier,
  addresses = stage.addresses,
  phone_numbers = stage.phone_numbers,
  linked_account_id = stage.linked_account_id,
  merged_into = stage.merged_into,
  deleted_at = stage.deleted_at,
  content_hash = stage.content_hash,
  revision = $2::bigint,
  updated_at = now()
from party_stage as stage
where stage.organization_id = $1
  and party.organization_id = stage.organization_id
  and party.party_id = stage.party_id;
