-- One row per contact of a linked account, deleted ones included.
create or replace view reporting.dim_contacts with (security_barrier) as
select
  organization_id,
  linked_account_id,
  contact_id,
  remote_id,
  name,
  email_address,
  tax_number,
  status,
  currency,
  is_customer,
  is_supplier,
  company,
  contactsync.phone_text(phone_numbers) as phone_numbers,
  contactsync.address_text(addresses) as addresses,
  array_to_string(issues, ', ') as issues,
  deleted_at is not null as is_deleted,
  remote_updated_at,
  created_at,
  modified_at,
  first_read_at,
  deleted_at,
  updated_at
from contactsync.contact;

comment on view reporting.dim_contacts is
  'Customers and suppliers as the accounting systems know them, values as received.';
comment on column reporting.dim_contacts.organization_id is
  'The organization (customer of the platform) that owns the row.';
comment on column reporting.dim_contacts.linked_account_id is 'The linked account, by the platform''s permanent id.';
comment on column reporting.dim_contacts.contact_id is 'The contact, by Merge''s id.';
comment on column reporting.dim_contacts.remote_id is 'The accounting system''s own id; not guaranteed to be unique.';
comment on column reporting.dim_contacts.name is 'The name as received.';
comment on column reporting.dim_contacts.email_address is 'The email address as received.';
comment on column reporting.dim_contacts.tax_number is 'The tax number as received.';
comment on column reporting.dim_contacts.status is 'ACTIVE, ARCHIVED or what else the accounting system says.';
comment on column reporting.dim_contacts.currency is 'The currency as received.';
comment on column reporting.dim_contacts.is_customer is
  'Whether the contact buys from the organization; null is unknown.';
comment on column reporting.dim_contacts.is_supplier is
  'Whether the contact sells to the organization; null is unknown.';
comment on column reporting.dim_contacts.company is
  'Id of the company (entity) of a multi-entity ledger; null where there is one only.';
comment on column reporting.dim_contacts.phone_numbers is 'All telephone numbers as received, separated by "; ".';
comment on column reporting.dim_contacts.addresses is 'All addresses on one line each, separated by "; ".';
comment on column reporting.dim_contacts.issues is 'Data problems of the record, separated by commas; null where none.';
comment on column reporting.dim_contacts.is_deleted is 'Whether the contact was deleted in the accounting system.';
comment on column reporting.dim_contacts.remote_updated_at is 'When the accounting system last changed the contact.';
comment on column reporting.dim_contacts.created_at is 'When Merge created the contact.';
comment on column reporting.dim_contacts.modified_at is 'When Merge last changed the contact.';
comment on column reporting.dim_contacts.first_read_at is 'When contactsync first stored the contact.';
comment on column reporting.dim_contacts.deleted_at is
  'When contactsync first read that the contact was deleted; null while it exists.';
comment on column reporting.dim_contacts.updated_at is 'When contactsync last changed this row.';
