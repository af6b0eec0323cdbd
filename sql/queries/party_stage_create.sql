-- The temporary table through which parties come; returns nothing.
create temporary table if not exists party_stage (
  ordinal bigint not null,
  organization_id text not null,
  party_id text not null,
  name text,
  email_address text,
  tax_number text,
  is_customer boolean,
  is_supplier boolean,
  addresses jsonb,
  phone_numbers jsonb,
  linked_account_id text,
  merged_into text,
  deleted_at timestamptz,
  content_hash bigint not null
) on commit delete rows;
