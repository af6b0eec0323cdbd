-- One row per contact and version of it: every row that was superseded, and the one that stands.
create or replace view reporting.fct_contact_versions with (security_barrier) as
with versions as (
  select
    organization_id, linked_account_id, contact_id, remote_id, name, email_address, tax_number, status, currency,
    is_customer, is_supplier, company, addresses, phone_numbers, remote_updated_at, created_at, modified_at, deleted_at,
    valid_from, superseded_by_run, false as is_current
  from contactsync.contact_version
  union all
  select
    organization_id, linked_account_id, contact_id, remote_id, name, email_address, tax_number, status, currency,
    is_customer, is_supplier, company, addresses, phone_numbers, remote_updated_at, created_at, modified_at, deleted_at,
    updated_at, null, true
  from contactsync.contact
),
followed as (
  select
    *,
    lead(valid_from) over (
      partition by organization_id, linked_account_id, contact_id order by is_current, valid_from
    ) as valid_to
  from versions
)
select
  organization_id,
  linked_account_id,
  contact_id,
  valid_from,
  valid_to,
  is_current,
  superseded_by_run as superseded_by_run_id,
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
  deleted_at is not null as is_deleted,
  remote_updated_at,
  created_at,
  modified_at,
  deleted_at,
  coalesce(valid_to, valid_from) as updated_at
from followed;

comment on view reporting.fct_contact_versions is
  'What was known of each contact and when: valid_from <= instant and (valid_to > instant or valid_to is null).';
comment on column reporting.fct_contact_versions.organization_id is
  'The organization (customer of the platform) that owns the row.';
comment on column reporting.fct_contact_versions.linked_account_id is
  'The linked account, by the platform''s permanent id.';
comment on column reporting.fct_contact_versions.contact_id is 'The contact, by Merge''s id.';
comment on column reporting.fct_contact_versions.valid_from is 'When contactsync stored this version.';
comment on column reporting.fct_contact_versions.valid_to is
  'When the next version took its place; null for the one that stands.';
comment on column reporting.fct_contact_versions.is_current is 'Whether this version stands: one for each contact.';
comment on column reporting.fct_contact_versions.superseded_by_run_id is
  'The run that replaced this version; null for the one that stands.';
comment on column reporting.fct_contact_versions.remote_id is
  'The accounting system''s own id; not guaranteed to be unique.';
comment on column reporting.fct_contact_versions.name is 'The name as received.';
comment on column reporting.fct_contact_versions.email_address is 'The email address as received.';
comment on column reporting.fct_contact_versions.tax_number is 'The tax number as received.';
comment on column reporting.fct_contact_versions.status is 'ACTIVE, ARCHIVED or what else the accounting system says.';
comment on column reporting.fct_contact_versions.currency is 'The currency as received.';
comment on column reporting.fct_contact_versions.is_customer is
  'Whether the contact buys from the organization; null is unknown.';
comment on column reporting.fct_contact_versions.is_supplier is
  'Whether the contact sells to the organization; null is unknown.';
comment on column reporting.fct_contact_versions.company is
  'Id of the company (entity) of a multi-entity ledger; null where there is one only.';
comment on column reporting.fct_contact_versions.phone_numbers is
  'All telephone numbers as received, separated by "; ".';
comment on column reporting.fct_contact_versions.addresses is 'All addresses on one line each, separated by "; ".';
comment on column reporting.fct_contact_versions.is_deleted is
  'Whether the contact was deleted in the accounting system at that time.';
comment on column reporting.fct_contact_versions.remote_updated_at is
  'When the accounting system had last changed the contact.';
comment on column reporting.fct_contact_versions.created_at is 'When Merge created the contact.';
comment on column reporting.fct_contact_versions.modified_at is 'When Merge had last changed the contact.';
comment on column reporting.fct_contact_versions.deleted_at is
  'When contactsync first read that the contact was deleted; null while it existed.';
comment on column reporting.fct_contact_versions.updated_at is
  'When this row last changed: valid_to, or valid_from for the version that stands.';
