-- Chooses anew, among the contacts of the parties $2 in accounts $1, paired, which is primary in its company and role; the number of
-- links by the command tag. The order is that of settling: a disputed link keeps its flag, then who is certain, not archived,
-- likeliest, oldest, and the id.
with claims as (
  select
    link.link_id, link.linked_account_id, link.party_id, link.contact_id, coalesce(contact.company, '') as company,
    contact.is_customer is true as is_customer, contact.is_supplier is true as is_supplier,
    contact.status is not distinct from 'ARCHIVED' as is_archived, contact.created_at,
    link.source = 'auto' and item.contact_id is not null as is_disputed,
    link.source <> 'auto' or coalesce(word.answer = 'same', false) as is_certain,
    case
      when link.source <> 'auto' or coalesce(word.answer = 'same', false) then 1 else coalesce(decision.probability, 0)
    end as probability,
    link.is_primary
  from (
    select distinct linked_account_id, party_id from unnest($1::text[], $2::text[]) as named (linked_account_id, party_id)
  ) as named
  join contactsync.link
    on link.linked_account_id = named.linked_account_id and link.party_id = named.party_id and link.unlinked_at is null
  join contactsync.contact
    on contact.linked_account_id = link.linked_account_id
    and contact.contact_id = link.contact_id
    and contact.deleted_at is null
  left join contactsync.decision
    on decision.linked_account_id = link.linked_account_id and decision.contact_id = link.contact_id
  left join contactsync.review_item as item
    on item.linked_account_id = link.linked_account_id
    and item.contact_id = link.contact_id
    and item.state = 'open'
    and item.kind = 'link_disputed'
  left join lateral (
    select answer
    from contactsync.judgement
    where judgement.linked_account_id = link.linked_account_id
      and judgement.contact_id = link.contact_id
      and judgement.party_id = link.party_id
      and judgement.source in ('human', 'import')
    order by judgement_id desc
    limit 1
  ) as word on true
),
places as (
  select
    claims.*,
    not (is_customer or is_supplier) as is_unknown,
    row_number() over (
      partition by linked_account_id, party_id, company, role.name
      order by
        is_disputed desc, is_certain desc, is_archived, probability desc, created_at nulls last, contact_id collate "C"
    ) = 1 as is_first
  from claims
  cross join lateral (
    select 'customer' as name where is_customer or not is_supplier
    union all
    select 'supplier' where is_supplier or not is_customer
  ) as role
  where is_primary or not is_disputed
),
wanted as (
  select link_id, case when is_unknown then bool_and(is_first) else bool_or(is_first) end as is_primary
  from places
  where not is_disputed
  group by link_id, is_unknown
)
update contactsync.link
set is_primary = wanted.is_primary, updated_at = now()
from wanted
where link.link_id = wanted.link_id and link.is_primary <> wanted.is_primary;
