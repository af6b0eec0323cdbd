-- Open items of one organization, with three candidates each, as a run leaves them.
insert into contactsync.organization (organization_id) values ('bench');
insert into contactsync.linked_account (linked_account_id, organization_id, integration, settled_links)
values ('bench-books', 'bench', 'quickbooks-online', 'write');
insert into contactsync.party
  (organization_id, party_id, name, email_address, tax_number, addresses, phone_numbers, content_hash, revision)
select
  'bench', 'p' || n, 'Business ' || md5(n::text), 'office@business' || n || '.example.com', 'T' || n,
  jsonb_build_array(jsonb_build_object('street_1', n || ' Main Street', 'city', 'Springfield', 'zip_code', '12345', 'country', 'US')),
  jsonb_build_array(jsonb_build_object('number', '+1 202 555 01' || lpad((n % 100)::text, 2, '0'))), n, 1
from generate_series(1, :items) as n;
insert into contactsync.contact
  (organization_id, linked_account_id, contact_id, name, email_address, tax_number, addresses, phone_numbers, status, content_hash,
   window_id)
select
  'bench', 'bench-books', 'c' || n, name || ' Inc.', email_address, null, addresses, phone_numbers, 'ACTIVE', content_hash, 1
from contactsync.party
cross join lateral (select substr(party_id, 2)::bigint as n) as number
where organization_id = 'bench';
insert into contactsync.decision
  (linked_account_id, contact_id, organization_id, verdict, probability, weight, match_key, reasons, candidate_count,
   matcher_version, run_id)
select 'bench-books', 'c' || n, 'bench', 'review', 0.6, 0.6, '+NAME', '{name_only}', 3, 'bench', 1
from generate_series(1, :items) as n;
insert into contactsync.review_item
  (review_id, organization_id, linked_account_id, contact_id, kind, state, candidates, reasons)
select
  contactsync.review_id('bench-books', 'c' || n), 'bench', 'bench-books', 'c' || n, 'candidates', 'open',
  (
    select jsonb_agg(jsonb_build_object(
      'party', 'p' || (1 + (n + k * 7) % :items), 'probability', 0.8 - k * 0.2 - (n % 100) / 1000.0, 'weight', 2.0 - k, 'levels', 1,
      'evidence', (
        select jsonb_agg(jsonb_build_object('field', field, 'level', level, 'weight', bits, 'left', 'some value', 'right', 'some value'))
        from (values ('prior', '', -4), ('name', 'exact', 9), ('tax_number', 'missing', 0), ('email_address', 'same_mailbox', 5),
          ('phone_number', 'conflict', -2.5), ('address', 'same_number', 4), ('together', 'ruling', -3), ('rivals', 'ruling', -6),
          ('total', '', 2)) as rows (field, level, bits)
      )) order by k)
    from generate_series(0, 2) as k
  ), '{name_only,below_match_threshold}'
from generate_series(1, :items) as n;
analyze;
