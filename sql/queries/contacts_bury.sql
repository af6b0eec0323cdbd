-- Marks contacts as deleted, the stored versions kept: those in $2 and, with $3, all that the open window has not met. With
-- $5, contacts that were written since the window began are left. The contacts.
with gone as (
  update contactsync.contact
  set deleted_at = now(), updated_at = now()
  where linked_account_id = $1
    and deleted_at is null
    and (
      contact_id = any($2::text[])
      or ($3::boolean and not exists (
        select from contactsync.sweep_seen as seen
        where seen.linked_account_id = $1 and seen.contact_id = contact.contact_id
      ))
    )
    and (not $5::boolean or updated_at < (
      select started_at from contactsync.window_checkpoint where linked_account_id = $1
    ))
  returning contact_id
),
versions as (
  insert into contactsync.contact_version (
    linked_account_id, contact_id, organization_id, remote_id, name, email_address, tax_number, status, currency,
    is_customer, is_supplier, company, addresses, phone_numbers, remote_updated_at, created_at, modified_at, deleted_at,
    content_hash, valid_from, superseded_by_run
  )
  select
    contact.linked_account_id, contact.contact_id, contact.organization_id, contact.remote_id, contact.name,
    contact.email_address, contact.tax_number, contact.status, contact.currency, contact.is_customer,
    contact.is_supplier, contact.company, contact.addresses, contact.phone_numbers, contact.remote_updated_at,
    contact.created_at, contact.modified_at, contact.deleted_at, contact.content_hash, contact.updated_at, $4::bigint
  from gone
  join contactsync.contact on contact.linked_account_id = $1 and contact.contact_id = gone.contact_id
)
select contact_id
from gone
order by contact_id;
