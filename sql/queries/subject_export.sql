-- All that is held of the contacts $3 of accounts $2, paired, and the parties $4 of organization $1: section, row as JSON, and
-- of rejected records the raw form. $5 and $6, paired: by which texts records without an id are known.
with
named as (
  select distinct linked_account_id, contact_id
  from unnest($2::text[], $3::text[]) as named (linked_account_id, contact_id)
),
parties as (
  select distinct party_id from unnest($4::text[]) as named (party_id)
),
held as (
  select 'contacts' as section, to_jsonb(contact) as held, null::bytea as raw
  from named
  join contactsync.contact using (linked_account_id, contact_id)
  union all
  select 'contact_versions', to_jsonb(version), null
  from named
  join contactsync.contact_version as version using (linked_account_id, contact_id)
  union all
  select 'parties', to_jsonb(party), null
  from parties
  join contactsync.party on party.organization_id = $1 and party.party_id = parties.party_id
  union all
  select 'candidates', to_jsonb(candidate), null
  from contactsync.candidate
  join contactsync.linked_account as account
    on account.linked_account_id = candidate.linked_account_id and account.organization_id = $1
  where (candidate.linked_account_id, candidate.contact_id) in (select linked_account_id, contact_id from named)
    or candidate.party_id in (select party_id from parties)
  union all
  select 'decisions', to_jsonb(decision), null
  from named
  join contactsync.decision using (linked_account_id, contact_id)
  union all
  select 'links', to_jsonb(link), null
  from contactsync.link
  where organization_id = $1
    and (
      (linked_account_id, contact_id) in (select linked_account_id, contact_id from named)
      or party_id in (select party_id from parties)
    )
  union all
  select 'link_changes', to_jsonb(link_change), null
  from contactsync.link_change
  where organization_id = $1
    and (
      (linked_account_id, contact_id) in (select linked_account_id, contact_id from named)
      or party_id in (select party_id from parties)
    )
  union all
  select 'judgements', to_jsonb(judgement), null
  from contactsync.judgement
  where organization_id = $1
    and (
      (linked_account_id, contact_id) in (select linked_account_id, contact_id from named)
      or party_id in (select party_id from parties)
    )
  union all
  select 'verdicts', to_jsonb(verdict), null
  from contactsync.verdict
  where organization_id = $1
    and (
      (linked_account_id, contact_id) in (select linked_account_id, contact_id from named)
      or party_id in (select party_id from parties)
    )
  union all
  select 'review_items', to_jsonb(item), null
  from named
  join contactsync.review_item as item using (linked_account_id, contact_id)
  union all
  select 'creations', to_jsonb(creation), null
  from contactsync.creation
  where organization_id = $1
    and (
      party_id in (select party_id from parties)
      or (linked_account_id, contact_id) in (select linked_account_id, contact_id from named)
      or (linked_account_id, asked_contact_id) in (select linked_account_id, contact_id from named)
    )
  union all
  select 'pending_links', to_jsonb(pending), null
  from contactsync.pending_link as pending
  where organization_id = $1
    and (
      party_id in (select party_id from parties)
      or kind = 'c' and (linked_account_id, id) in (select linked_account_id, contact_id from named)
      or kind = 'r' and (linked_account_id, id) in (
        select contact.linked_account_id, contact.remote_id
        from named
        join contactsync.contact using (linked_account_id, contact_id)
      )
    )
  union all
  select 'rejected_records', to_jsonb(rejected) - 'raw', rejected.raw
  from contactsync.rejected_record as rejected
  where (linked_account_id, contact_id) in (select linked_account_id, contact_id from named)
    or contact_id is null and exists (
      select from unnest($5::text[], $6::text[]) as trace (linked_account_id, json)
      where trace.linked_account_id = rejected.linked_account_id
        and position(convert_to(trace.json, 'UTF8') in rejected.raw) > 0
    )
)
select section, held::text, raw
from held
order by section, held;
