-- One row per party of an organization, retired ones included.
create or replace view reporting.dim_parties with (security_barrier) as
select
  organization_id,
  party_id,
  name,
  email_address,
  tax_number,
  is_customer,
  is_supplier,
  contactsync.phone_text(phone_numbers) as phone_numbers,
  contactsync.address_text(addresses) as addresses,
  linked_account_id,
  merged_into as merged_into_party_id,
  deleted_at is not null or merged_into is not null as is_retired,
  created_at,
  deleted_at,
  updated_at
from contactsync.party;

comment on view reporting.dim_parties is 'Customers and suppliers as the platform knows them, values as imported.';
comment on column reporting.dim_parties.organization_id is
  'The organization (customer of the platform) that owns the row.';
comment on column reporting.dim_parties.party_id is 'The party, by the platform''s id.';
comment on column reporting.dim_parties.name is 'The name as imported.';
comment on column reporting.dim_parties.email_address is 'One or more email addresses, separated by ";".';
comment on column reporting.dim_parties.tax_number is 'The tax number as imported.';
comment on column reporting.dim_parties.is_customer is 'Whether the party buys from the organization; null is unknown.';
comment on column reporting.dim_parties.is_supplier is 'Whether the party sells to the organization; null is unknown.';
comment on column reporting.dim_parties.phone_numbers is 'All telephone numbers as imported, separated by "; ".';
comment on column reporting.dim_parties.addresses is 'All addresses on one line each, separated by "; ".';
comment on column reporting.dim_parties.linked_account_id is
  'The linked account in which the party is to be created; null where none is named.';
comment on column reporting.dim_parties.merged_into_party_id is
  'The party that this one was merged into; null where it was not.';
comment on column reporting.dim_parties.is_retired is
  'Whether the platform deleted or merged the party: it keeps its links and gets no new ones.';
comment on column reporting.dim_parties.created_at is 'When contactsync first stored the party.';
comment on column reporting.dim_parties.deleted_at is 'When the platform deleted the party; null while it exists.';
comment on column reporting.dim_parties.updated_at is 'When contactsync last changed this row.';
