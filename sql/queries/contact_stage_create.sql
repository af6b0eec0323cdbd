-- The temporary table through which the changed contacts of a page come; returns nothing.
create temporary table if not exists contact_stage (
  is_new boolean not null,
  contact_id text not null,
  remote_id text,
  name text,
  email_address text,
  tax_number text,
  status text,
  currency text,
  is_customer boolean,
  is_supplier boolean,
  company text,
  addresses jsonb,
  phone_numbers jsonb,
  remote_updated_at timestamptz,
  created_at timestamptz,
  modified_at timestamptz,
  remote_was_deleted boolean not null,
  content_hash bigint not null,
  key_hashes bigint[],
  issues text
) on commit delete rows;
