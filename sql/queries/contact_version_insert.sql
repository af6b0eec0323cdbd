-- Keeps the contacts that contact_stage is about to replace, as they stand; returns nothing.
insert into contactsync.contact_version (
  linked_account_id, contact_id, organization_id, remote_id, name, email_address, tax_number, status, currency,
  is_customer, is_supplier, company, addresses, phone_numbers, remote_updated_at, created_at, modified_at, deleted_at,
  content_hash, valid_from, superseded_by_run
)
select
  contact.linked_account_id, contact.contact_id, contact.organization_id, contact.remote_id, contact.name,
  contact.email_address, contact.tax_number, contact.status, contact.currency, contact.is_customer,
  contact.is_supplier, contact.company, contact.addresses, contact.phone_numbers, contact.remote_updated_at,
  contact.created_at, contact.modified_at, contact.deleted_at, contact.content_hash, contact.updated_at, $2::bigint
from contact_stage as stage
cross join lateral (
  select *
  from contactsync.contact
  where linked_account_id = $1 and contact_id = stage.contact_id
  offset 0
) as contact
where not stage.is_new;
