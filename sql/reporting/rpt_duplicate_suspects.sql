-- One row per pair of records of one side that look like one business: contacts of an account, or parties.
create or replace view reporting.rpt_duplicate_suspects with (security_barrier) as
with crowded as (
  select organization_id, linked_account_id, party_id
  from contactsync.link
  where unlinked_at is null
  group by organization_id, linked_account_id, party_id
  having count(*) > 1
),
claims as (
  select
    crowded.organization_id,
    crowded.linked_account_id,
    crowded.party_id,
    link.contact_id,
    link.probability,
    link.updated_at,
    contact.company,
    role.name as role,
    first_value(link.contact_id) over (
      partition by crowded.organization_id, crowded.linked_account_id, crowded.party_id, contact.company, role.name
      order by
        link.is_primary desc, link.source = 'auto', coalesce(contact.status = 'ARCHIVED', false),
        link.probability desc nulls first, contact.created_at, link.contact_id collate "C"
    ) as kept_contact_id
  from crowded
  join contactsync.link
    on link.linked_account_id = crowded.linked_account_id
    and link.party_id = crowded.party_id
    and link.unlinked_at is null
  join contactsync.contact
    on contact.linked_account_id = link.linked_account_id and contact.contact_id = link.contact_id
  cross join lateral (
    values ('customer', contact.is_customer), ('supplier', contact.is_supplier)
  ) as role (name, is_held)
  where contact.deleted_at is null
    and (role.is_held or (contact.is_customer is not true and contact.is_supplier is not true))
),
ranked as (
  select
    item.organization_id,
    item.linked_account_id,
    item.contact_id,
    item.updated_at,
    candidate.rank,
    candidate.value ->> 'party' as party_id,
    (candidate.value ->> 'probability')::double precision as probability,
    (candidate.value ->> 'weight')::double precision as weight
  from contactsync.review_item as item
  cross join lateral jsonb_array_elements(item.candidates) with ordinality as candidate (value, rank)
  where item.state = 'open' and item.reasons @> array['rival_party']
),
alike as (
  select
    best.organization_id,
    best.linked_account_id,
    best.contact_id,
    least(best.party_id collate "C", other.party_id collate "C") as party_id,
    greatest(best.party_id collate "C", other.party_id collate "C") as other_party_id,
    other.probability,
    best.updated_at
  from ranked as best
  join ranked as other
    on other.linked_account_id = best.linked_account_id
    and other.contact_id = best.contact_id
    and other.rank > 1
    and (other.rank = 2 or other.weight >= best.weight - 3)
  where best.rank = 1 and best.probability >= 0.1 and other.probability >= 0.1
)
select
  organization_id,
  'contacts' as side,
  linked_account_id,
  kept_contact_id as record_id,
  contact_id as other_record_id,
  party_id as shared_record_id,
  1::bigint as shared_records,
  company,
  string_agg(role, ', ' order by role) as roles,
  max(probability) as probability,
  max(updated_at) as updated_at
from claims
where contact_id <> kept_contact_id
group by organization_id, linked_account_id, party_id, company, kept_contact_id, contact_id
union all
select
  alike.organization_id,
  'parties',
  null,
  alike.party_id,
  alike.other_party_id,
  min(alike.contact_id collate "C"),
  count(*),
  null,
  null,
  max(alike.probability),
  max(alike.updated_at)
from alike
join contactsync.party
  on party.organization_id = alike.organization_id and party.party_id = alike.party_id
join contactsync.party as other
  on other.organization_id = alike.organization_id and other.party_id = alike.other_party_id
where party.deleted_at is null
  and party.merged_into is null
  and other.deleted_at is null
  and other.merged_into is null
group by alike.organization_id, alike.party_id, alike.other_party_id;

comment on view reporting.rpt_duplicate_suspects is
  'Records that may be one business twice: contacts linked to one party in one account, company and role beside the '
  'one to keep, and parties that suit a contact in review alike (the best and those within three bits of it).';
comment on column reporting.rpt_duplicate_suspects.organization_id is
  'The organization (customer of the platform) that owns the row.';
comment on column reporting.rpt_duplicate_suspects.side is
  'contacts (in the accounting system) or parties (on the platform).';
comment on column reporting.rpt_duplicate_suspects.linked_account_id is
  'The linked account of the contacts; null for parties.';
comment on column reporting.rpt_duplicate_suspects.record_id is
  'contacts: the one to keep, as a rule the primary. parties: the one with the smaller id.';
comment on column reporting.rpt_duplicate_suspects.other_record_id is 'Its suspected duplicate.';
comment on column reporting.rpt_duplicate_suspects.shared_record_id is
  'contacts: the party that both are linked to. parties: a contact that both suit, the one with the smallest id.';
comment on column reporting.rpt_duplicate_suspects.shared_records is
  'contacts: 1. parties: how many contacts both suit alike.';
comment on column reporting.rpt_duplicate_suspects.company is
  'contacts: id of the company (entity) of both; null where there is one only, and for parties.';
comment on column reporting.rpt_duplicate_suspects.roles is
  'contacts: the roles that both have or may have, customer or supplier, separated by commas; null for parties.';
comment on column reporting.rpt_duplicate_suspects.probability is
  'contacts: that of the duplicate''s link, null where a person made it. parties: of the less likely one, at its best.';
comment on column reporting.rpt_duplicate_suspects.updated_at is
  'When the duplicate''s link, or one of the review items, was last changed.';
