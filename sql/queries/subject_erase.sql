-- Takes the contacts $3 of accounts $2, paired, and the parties $4 out of organization $1, whose party revision is now $5: how
-- many rows of each kind. $6 and $7, paired: by which texts rejected records without an id are known.
with
named as (
  select distinct linked_account_id, contact_id
  from unnest($2::text[], $3::text[]) as named (linked_account_id, contact_id)
),
parties as (
  select distinct party_id from unnest($4::text[]) as named (party_id)
),
candidates as (
  delete from contactsync.candidate
  where (linked_account_id, contact_id) in (select linked_account_id, contact_id from named)
    or party_id in (select party_id from parties)
    and linked_account_id in (select linked_account_id from contactsync.linked_account where organization_id = $1)
  returning linked_account_id, contact_id, party_id
),
links as (
  update contactsync.link
  set unlinked_at = now(), unlinked_by = 'erase', updated_at = now()
  where organization_id = $1
    and unlinked_at is null
    and (
      (linked_account_id, contact_id) in (select linked_account_id, contact_id from named)
      or party_id in (select party_id from parties)
    )
  returning linked_account_id, contact_id, party_id
),
changes as (
  insert into contactsync.link_change (organization_id, linked_account_id, contact_id, party_id, change, source)
  select $1, linked_account_id, contact_id, party_id, 'unlinked', 'human'
  from links
  order by linked_account_id, contact_id
),
edges as (
  select linked_account_id, contact_id, party_id from candidates
  union
  select linked_account_id, contact_id, party_id from links
),
forgotten as (
  delete from contactsync.unsettled
  using named
  where unsettled.linked_account_id = named.linked_account_id
    and unsettled.kind = 'c'
    and unsettled.id = named.contact_id
),
marks as (
  -- what is left on the other side of a lost edge is settled anew
  insert into contactsync.unsettled (linked_account_id, kind, id)
  select linked_account_id, 'c', contact_id
  from edges
  where (linked_account_id, contact_id) not in (select linked_account_id, contact_id from named)
  union
  select linked_account_id, 'p', party_id
  from edges
  where party_id not in (select party_id from parties)
  on conflict do nothing
),
versions as (
  delete from contactsync.contact_version as version
  using named
  where version.linked_account_id = named.linked_account_id and version.contact_id = named.contact_id
  returning 1
),
decisions as (
  delete from contactsync.decision
  using named
  where decision.linked_account_id = named.linked_account_id and decision.contact_id = named.contact_id
  returning 1
),
items as (
  delete from contactsync.review_item as item
  using named
  where item.linked_account_id = named.linked_account_id and item.contact_id = named.contact_id
  returning 1
),
other_items as (
  update contactsync.review_item as item
  set
    candidates = (
      select coalesce(jsonb_agg(candidate.value order by candidate.rank), '[]')
      from jsonb_array_elements(item.candidates) with ordinality as candidate (value, rank)
      where candidate.value ->> 'party' not in (select party_id from parties)
    ),
    row_version = row_version + 1,
    updated_at = now()
  where organization_id = $1
    and (linked_account_id, contact_id) not in (select linked_account_id, contact_id from named)
    and exists (
      select from jsonb_array_elements(item.candidates) as candidate (value)
      where candidate.value ->> 'party' in (select party_id from parties)
    )
  returning 1
),
notes as (
  update contactsync.judgement
  set note = null
  where organization_id = $1
    and note is not null
    and (
      (linked_account_id, contact_id) in (select linked_account_id, contact_id from named)
      or party_id in (select party_id from parties)
    )
  returning 1
),
open_creations as (
  delete from contactsync.creation
  where organization_id = $1
    and state in ('planned', 'sending', 'unknown', 'review')
    and (
      party_id in (select party_id from parties)
      or (linked_account_id, contact_id) in (select linked_account_id, contact_id from named)
      or (linked_account_id, asked_contact_id) in (select linked_account_id, contact_id from named)
    )
  returning 1
),
bodies as (
  update contactsync.creation
  set payload = null, updated_at = now()
  where organization_id = $1
    and state not in ('planned', 'sending', 'unknown', 'review')
    and payload is not null
    and (
      party_id in (select party_id from parties)
      or (linked_account_id, contact_id) in (select linked_account_id, contact_id from named)
    )
  returning 1
),
pending as (
  delete from contactsync.pending_link
  where organization_id = $1
    and (
      party_id in (select party_id from parties)
      or kind = 'c' and (linked_account_id, id) in (select linked_account_id, contact_id from named)
      or kind = 'r' and (linked_account_id, id) in (
        select contact.linked_account_id, contact.remote_id
        from named
        join contactsync.contact using (linked_account_id, contact_id)
        where contact.remote_id is not null
      )
    )
  returning 1
),
rejected as (
  delete from contactsync.rejected_record as rejected
  where (linked_account_id, contact_id) in (select linked_account_id, contact_id from named)
    or contact_id is null and exists (
      select from unnest($6::text[], $7::text[]) as trace (linked_account_id, json)
      where trace.linked_account_id = rejected.linked_account_id
        and position(convert_to(trace.json, 'UTF8') in rejected.raw) > 0
    )
  returning 1
),
seen as (
  delete from contactsync.sweep_seen
  using named
  where sweep_seen.linked_account_id = named.linked_account_id and sweep_seen.contact_id = named.contact_id
),
contacts as (
  delete from contactsync.contact
  using named
  where contact.linked_account_id = named.linked_account_id and contact.contact_id = named.contact_id
  returning 1
),
people as (
  update contactsync.party
  set
    name = null, email_address = null, tax_number = null, is_customer = null, is_supplier = null, addresses = null,
    phone_numbers = null, linked_account_id = null, merged_into = null, deleted_at = coalesce(deleted_at, now()),
    content_hash = 0, revision = $5::bigint, erased_at = coalesce(erased_at, now()), updated_at = now()
  where organization_id = $1
    and party_id in (select party_id from parties)
    and (erased_at is null or content_hash <> 0)
  returning 1
)
select
  (select count(*) from contacts) as contacts,
  (select count(*) from versions) as versions,
  (select count(*) from people) as parties,
  (select count(*) from candidates) as candidates,
  (select count(*) from decisions) as decisions,
  (select count(*) from links) as links,
  (select count(*) from items) + (select count(*) from other_items) as review_items,
  (select count(*) from notes) as notes,
  (select count(*) from open_creations) + (select count(*) from bodies) as creations,
  (select count(*) from pending) as pending_links,
  (select count(*) from rejected) as rejected_records;
