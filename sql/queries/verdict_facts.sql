-- What a verdict on the contacts $3 of accounts $2, paired, of organization $1 must know: one row for each, in order.
select
  contact.contact_id is not null as is_known,
  contact.deleted_at is not null as is_deleted,
  account.settled_links is distinct from 'propose' as writes_links,
  decision.matcher_version,
  contactsync.review_id(wanted.linked_account_id, wanted.contact_id) as review_id,
  item.state,
  item.kind,
  item.row_version,
  item.reasons,
  array(
    select candidate.value ->> 'party'
    from jsonb_array_elements(contactsync.left_candidates(item.candidates)) with ordinality as candidate (value, rank)
    order by candidate.rank
  ) as candidates,
  link.link_id,
  link.party_id,
  coalesce(contactsync.survivor($1, link.party_id), link.party_id) as link_survivor,
  last.verdict_id,
  last.verdict,
  last.party_id as verdict_party_id,
  last.reviewer,
  (extract(epoch from last.decided_at) * 1000000)::bigint as decided_us
from unnest($2::text[], $3::text[]) with ordinality as wanted (linked_account_id, contact_id, ordinal)
left join contactsync.linked_account as account
  on account.linked_account_id = wanted.linked_account_id and account.organization_id = $1
left join contactsync.contact
  on contact.linked_account_id = account.linked_account_id and contact.contact_id = wanted.contact_id
left join contactsync.decision
  on decision.linked_account_id = contact.linked_account_id and decision.contact_id = contact.contact_id
left join contactsync.review_item as item
  on item.linked_account_id = contact.linked_account_id and item.contact_id = contact.contact_id
left join contactsync.link
  on link.linked_account_id = contact.linked_account_id
  and link.contact_id = contact.contact_id
  and link.unlinked_at is null
left join lateral (
  select verdict_id, verdict, party_id, reviewer, decided_at
  from contactsync.verdict
  where linked_account_id = contact.linked_account_id and contact_id = contact.contact_id and undone_at is null
  order by verdict_id desc
  limit 1
) as last on true
order by wanted.ordinal;
