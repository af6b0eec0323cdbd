-- The tables of contactsync. Keys begin with organization or account, so that any table can be partitioned by it.
-- Ids from outside are text of at most 255 bytes (longer ones are rejected on reading); no b-tree stands on other
-- raw text.
create schema if not exists contactsync;
create schema if not exists reporting;

create table contactsync.organization (
  organization_id text primary key check (octet_length(organization_id) between 1 and 255),
  party_revision bigint not null default 0,
  created_at timestamptz not null default now()
);
comment on column contactsync.organization.party_revision is
  'Rises by one with each import that changed a party; the changed parties carry it.';

create table contactsync.linked_account (
  linked_account_id text primary key check (octet_length(linked_account_id) between 1 and 255),
  organization_id text not null references contactsync.organization,
  integration text,
  merge_account_id text,
  token_sealed bytea,
  state text not null default 'active' check (state in ('active', 'paused', 'removed')),
  merge_status text,
  last_sync_result text,
  last_sync_finished_at timestamptz,
  checked_at timestamptz,
  watermark timestamptz,
  settled_matcher_version text,
  settled_party_revision bigint,
  lease_epoch bigint not null default 0,
  lease_expires_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on column contactsync.linked_account.watermark is
  'Upper bound, in Merge''s clock, of the last settled window; null before the first.';

create table contactsync.party (
  organization_id text not null,
  party_id text not null check (octet_length(party_id) between 1 and 255),
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
  content_hash bigint not null,
  revision bigint not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, party_id)
);
create index party_revision on contactsync.party (organization_id, revision);
comment on table contactsync.party is
  'Written only with the organization''s row locked: no foreign key needs to look for it.';
comment on column contactsync.party.email_address is 'One or more mailboxes, separated by ";".';

create table contactsync.contact (
  linked_account_id text not null,
  contact_id text not null check (octet_length(contact_id) between 1 and 255),
  organization_id text not null,
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
  deleted_at timestamptz,
  content_hash bigint not null,
  key_hashes bigint[],
  issues text[],
  window_id bigint not null,
  first_read_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (linked_account_id, contact_id)
);
comment on table contactsync.contact is
  'Written only under the account''s lease, which locks the account''s row: no foreign key needs to look for it.';
comment on column contactsync.contact.key_hashes is
  'Hashes of the blocking keys of the last scoring; null: never scored.';
create index contact_key_hashes on contactsync.contact using gin (key_hashes) with (fastupdate = on)
  where key_hashes is not null;
comment on column contactsync.contact.deleted_at is
  'When contactsync first read remote_was_deleted; null while the contact exists.';
comment on column contactsync.contact.window_id is 'The window whose read last wrote this row.';

create table contactsync.contact_version (
  linked_account_id text not null,
  contact_id text not null,
  organization_id text not null,
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
  deleted_at timestamptz,
  content_hash bigint not null,
  valid_from timestamptz not null,
  superseded_at timestamptz not null default clock_timestamp(),
  superseded_by_run bigint not null,
  primary key (linked_account_id, contact_id, superseded_at)
);
comment on table contactsync.contact_version is
  'Rows of contact as they stood before a change; the current row is in contact.';

create table contactsync.frequency_snapshot (
  organization_id text not null references contactsync.organization,
  snapshot_number integer not null,
  content bytea not null,
  content_hash text not null,
  party_count integer not null,
  created_at timestamptz not null default now(),
  primary key (organization_id, snapshot_number)
);

create table contactsync.candidate (
  linked_account_id text not null,
  contact_id text not null,
  party_id text not null,
  weight real not null,
  levels bigint not null,
  primary key (linked_account_id, contact_id, party_id)
);
create index candidate_party on contactsync.candidate (party_id, linked_account_id);

create table contactsync.unsettled (
  linked_account_id text not null,
  kind "char" not null check (kind in ('c', 'p')),
  id text not null,
  primary key (linked_account_id, kind, id)
);
comment on table contactsync.unsettled is
  'Contacts (c) and parties (p) whose edges changed since the account was settled; emptied by the settle transaction.';

create table contactsync.decision (
  linked_account_id text not null,
  contact_id text not null,
  organization_id text not null,
  verdict text not null check (verdict in ('matched', 'review', 'unmatched')),
  party_id text,
  probability double precision not null,
  weight double precision not null,
  match_key text not null,
  reasons text[] not null,
  candidate_count integer not null,
  matcher_version text not null,
  run_id bigint not null,
  decided_at timestamptz not null default now(),
  primary key (linked_account_id, contact_id)
);

create table contactsync.link (
  link_id bigint generated always as identity primary key,
  organization_id text not null,
  linked_account_id text not null,
  contact_id text not null,
  party_id text not null,
  source text not null check (source in ('auto', 'human', 'import', 'created')),
  probability double precision,
  is_primary boolean not null,
  run_id bigint,
  linked_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unlinked_at timestamptz
);
create unique index link_standing on contactsync.link (linked_account_id, contact_id) where unlinked_at is null;
create index link_party on contactsync.link (party_id, linked_account_id) where unlinked_at is null;

create table contactsync.link_change (
  change_id bigint generated always as identity primary key,
  organization_id text not null,
  linked_account_id text not null,
  contact_id text not null,
  party_id text not null,
  change text not null check (change in ('linked', 'unlinked', 'moved')),
  source text not null,
  changed_at timestamptz not null default clock_timestamp()
);
comment on table contactsync.link_change is
  'Append-only. Writers hold the advisory lock of link changes until they commit: ids become visible in commit order.';

create table contactsync.judgement (
  judgement_id bigint generated always as identity primary key,
  organization_id text not null,
  linked_account_id text not null,
  contact_id text not null,
  party_id text,
  answer text not null check (answer in ('same', 'different', 'unsure', 'withdrawn')),
  source text not null check (source in ('human', 'import')),
  reviewer text,
  note text,
  judged_at timestamptz not null default now()
);
create index judgement_contact on contactsync.judgement (linked_account_id, contact_id, judgement_id);
create index judgement_party on contactsync.judgement (party_id, linked_account_id) where party_id is not null;
comment on table contactsync.judgement is
  'Append-only; the last judgement of a pair counts, withdrawn takes the earlier ones back.';

create table contactsync.review_item (
  review_id text primary key,
  organization_id text not null,
  linked_account_id text not null,
  contact_id text not null,
  kind text not null check (kind in ('candidates', 'link_disputed')),
  state text not null check (state in ('open', 'closed')),
  row_version integer not null default 1,
  candidates jsonb not null,
  reasons text[] not null,
  run_id bigint,
  opened_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  closed_at timestamptz,
  unique (linked_account_id, contact_id)
);
create index review_item_open on contactsync.review_item (organization_id, linked_account_id) where state = 'open';
comment on column contactsync.review_item.candidates is
  'Best first, at most ten: [{"party":id,"probability":0…1,"weight":bits,"levels":integer,"evidence":[…]}], evidence as '
  '{"field","level","weight":bits,"left","right"}.';

create table contactsync.run (
  run_id bigint generated always as identity primary key,
  pipeline text not null,
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  outcome text check (outcome in ('done', 'partial', 'failed', 'stopped')),
  product_version text not null
);

create table contactsync.run_account (
  run_id bigint not null references contactsync.run,
  linked_account_id text not null,
  organization_id text not null,
  window_id bigint,
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  outcome text check (outcome in ('done', 'failed', 'stopped')),
  error_code text,
  error_text text,
  rows_read bigint not null default 0,
  rows_inserted bigint not null default 0,
  rows_updated bigint not null default 0,
  rows_unchanged bigint not null default 0,
  rows_deleted bigint not null default 0,
  rows_rejected bigint not null default 0,
  rows_repeated bigint not null default 0,
  rows_absent bigint not null default 0,
  pages integer not null default 0,
  pairs bigint not null default 0,
  pairs_cut bigint not null default 0,
  matched bigint not null default 0,
  sent_to_review bigint not null default 0,
  unmatched bigint not null default 0,
  created bigint not null default 0,
  extract_ms bigint not null default 0,
  transform_ms bigint not null default 0,
  load_ms bigint not null default 0,
  settle_ms bigint not null default 0,
  primary key (run_id, linked_account_id),
  check (rows_read = rows_inserted + rows_updated + rows_unchanged + rows_deleted + rows_rejected + rows_repeated)
);
create index run_account_latest on contactsync.run_account (linked_account_id, run_id desc);
comment on column contactsync.run_account.matched is
  'Contacts that this run settled as matched; with sent_to_review and unmatched: the contacts it settled.';

create table contactsync.window_checkpoint (
  linked_account_id text primary key references contactsync.linked_account,
  window_id bigint generated always as identity unique,
  pipeline text not null,
  since text not null,
  lower_bound timestamptz,
  upper_bound timestamptz not null,
  cursor text,
  pages integer not null default 0,
  phase text not null default 'reading' check (phase in ('reading', 'read_complete')),
  started_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table contactsync.window_checkpoint is
  'The open window of an account; deleted by the transaction that settles it.';
comment on column contactsync.window_checkpoint.cursor is 'Of the next page to read; null: all were read.';

create table contactsync.rejected_record (
  linked_account_id text not null,
  raw_hash bigint not null,
  organization_id text not null,
  contact_id text,
  reason text not null,
  detail text not null,
  raw bytea not null,
  first_run_id bigint not null,
  rejected_at timestamptz not null default now(),
  primary key (linked_account_id, raw_hash)
);
comment on table contactsync.rejected_record is
  'Records that could not be read or stored, once for each raw form; the runs count each time they were met.';

create function contactsync.phone_text(phone_numbers jsonb) returns text
language sql immutable parallel safe
return (
  select string_agg(number, '; ' order by position)
  from (
    select
      position,
      case jsonb_typeof(item) when 'object' then item ->> 'number' when 'string' then item #>> '{}' end as number
    from jsonb_array_elements(case jsonb_typeof(phone_numbers) when 'array' then phone_numbers end)
      with ordinality as items (item, position)
  ) as numbers
  where number <> ''
);
comment on function contactsync.phone_text is 'The numbers of a phone_numbers array as received, separated by "; ".';

create function contactsync.address_text(addresses jsonb) returns text
language sql immutable parallel safe
return (
  select string_agg(line, '; ' order by position)
  from (
    select
      position,
      concat_ws(
        ', ', nullif(item ->> 'street_1', ''), nullif(item ->> 'street_2', ''),
        nullif(concat_ws(' ', nullif(item ->> 'zip_code', ''), nullif(item ->> 'city', '')), ''),
        nullif(coalesce(item ->> 'country_subdivision', item ->> 'state'), ''), nullif(item ->> 'country', '')
      ) as line
    from jsonb_array_elements(case jsonb_typeof(addresses) when 'array' then addresses end)
      with ordinality as items (item, position)
    where jsonb_typeof(item) = 'object'
  ) as lines
  where line <> ''
);
comment on function contactsync.address_text is
  'The addresses of an array as received, one line each, separated by "; ".';

create function contactsync.evidence_text(evidence jsonb) returns text
language sql immutable parallel safe
return (
  select string_agg(
    concat_ws(
      ' ', replace(item ->> 'field', '_', ' '), nullif(replace(item ->> 'level', '_', ' '), ''),
      to_char((item ->> 'weight')::numeric, 'FMSG9990.0')
    ),
    '; ' order by position
  ) filter (where item ->> 'level' <> 'missing')
  from jsonb_array_elements(case jsonb_typeof(evidence) when 'array' then evidence end)
    with ordinality as items (item, position)
);
comment on function contactsync.evidence_text is
  'Evidence as people read it: field, level and weight in bits, missing fields left out: "prior -7.0; name exact +8.1".';

create function contactsync.review_id(linked_account_id text, contact_id text) returns text
language sql immutable parallel safe
return 'r' || left(encode(sha256(convert_to(linked_account_id || E'\n' || contact_id, 'UTF8')), 'hex'), 24);
comment on function contactsync.review_id is
  'The id of a contact''s review item: always the same, beginning with a letter.';
