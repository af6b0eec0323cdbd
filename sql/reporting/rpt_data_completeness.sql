-- One row per organization, side, linked account (contacts only) and field.
create or replace view reporting.rpt_data_completeness with (security_barrier) as
with counted as (
  select
    organization_id,
    'contacts' as side,
    linked_account_id,
    count(*) as records,
    count(*) filter (where btrim(name, E' \t\n\r') <> '') as name,
    count(*) filter (where btrim(email_address, E' \t\n\r') <> '') as email_address,
    count(*) filter (where btrim(tax_number, E' \t\n\r') <> '') as tax_number,
    count(*) filter (
      where exists (
        select
        from jsonb_array_elements(case jsonb_typeof(phone_numbers) when 'array' then phone_numbers end) as item
        where btrim(
          case jsonb_typeof(item) when 'object' then item ->> 'number' when 'string' then item #>> '{}' end, E' \t\n\r'
        ) <> ''
      )
    ) as phone_number,
    count(*) filter (
      where exists (
        select
        from jsonb_array_elements(case jsonb_typeof(addresses) when 'array' then addresses end) as item
        where btrim(
          concat(
            item ->> 'street_1', item ->> 'street_2', item ->> 'zip_code', item ->> 'city',
            coalesce(item ->> 'country_subdivision', item ->> 'state'), item ->> 'country'
          ), E' \t\n\r'
        ) <> ''
      )
    ) as address,
    count(*) filter (where is_customer is not null or is_supplier is not null) as role,
    count(*) filter (where btrim(currency, E' \t\n\r') <> '') as currency,
    max(updated_at) as updated_at
  from contactsync.contact
  where deleted_at is null
  group by organization_id, linked_account_id
  union all
  select
    organization_id,
    'parties',
    null,
    count(*),
    count(*) filter (where btrim(name, E' \t\n\r') <> ''),
    count(*) filter (where btrim(email_address, E' \t\n\r') <> ''),
    count(*) filter (where btrim(tax_number, E' \t\n\r') <> ''),
    count(*) filter (
      where exists (
        select
        from jsonb_array_elements(case jsonb_typeof(phone_numbers) when 'array' then phone_numbers end) as item
        where btrim(
          case jsonb_typeof(item) when 'object' then item ->> 'number' when 'string' then item #>> '{}' end, E' \t\n\r'
        ) <> ''
      )
    ),
    count(*) filter (
      where exists (
        select
        from jsonb_array_elements(case jsonb_typeof(addresses) when 'array' then addresses end) as item
        where btrim(
          concat(
            item ->> 'street_1', item ->> 'street_2', item ->> 'zip_code', item ->> 'city',
            coalesce(item ->> 'country_subdivision', item ->> 'state'), item ->> 'country'
          ), E' \t\n\r'
        ) <> ''
      )
    ),
    count(*) filter (where is_customer is not null or is_supplier is not null),
    null,
    max(updated_at)
  from contactsync.party
  where deleted_at is null and merged_into is null
  group by organization_id
)
select
  counted.organization_id,
  counted.side,
  counted.linked_account_id,
  field.name as field,
  counted.records,
  field.filled as filled_records,
  round(field.filled::numeric / counted.records, 4) as fill_rate,
  counted.updated_at
from counted
cross join lateral (
  values
    ('name', counted.name),
    ('email_address', counted.email_address),
    ('tax_number', counted.tax_number),
    ('phone_number', counted.phone_number),
    ('address', counted.address),
    ('role', counted.role),
    ('currency', counted.currency)
) as field (name, filled)
where field.filled is not null;

comment on view reporting.rpt_data_completeness is
  'How many contacts and parties have what matching needs; deleted contacts and retired parties are left out.';
comment on column reporting.rpt_data_completeness.organization_id is
  'The organization (customer of the platform) that owns the row.';
comment on column reporting.rpt_data_completeness.side is
  'contacts (in the accounting system) or parties (on the platform).';
comment on column reporting.rpt_data_completeness.linked_account_id is
  'The linked account of the contacts; null for parties.';
comment on column reporting.rpt_data_completeness.field is
  'name, email_address, tax_number, phone_number, address, role (one is known) or currency (contacts only).';
comment on column reporting.rpt_data_completeness.records is 'Contacts or parties there are.';
comment on column reporting.rpt_data_completeness.filled_records is
  'How many of them have a value; blanks (spaces, tabs, line ends) are none.';
comment on column reporting.rpt_data_completeness.fill_rate is 'filled_records / records, 0 to 1.';
comment on column reporting.rpt_data_completeness.updated_at is 'When one of the records last changed.';
