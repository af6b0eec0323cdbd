-- What is known of each party of organization $2 in account $1: what creating it there depends on, in the order of their ids.
with members as (
  -- each party with the one that stands for it
  select
    party_id,
    case when merged_into <> '' then contactsync.survivor($2, party_id) else party_id end as root
  from contactsync.party
  where organization_id = $2
),
links as (
  select members.root, bool_or(link.unlinked_at is null) as is_standing
  from contactsync.link
  join members using (party_id)
  where link.linked_account_id = $1
  group by members.root
),
creations as (
  select distinct on (members.root)
    members.root, creation.state, creation.error_class, creation.finished_at
  from contactsync.creation
  join members using (party_id)
  where creation.linked_account_id = $1
    and (members.root = members.party_id or creation.state <> 'planned')
  order by members.root, creation.state in ('created', 'adopted') desc, members.root = members.party_id desc
),
items as (
  select members.root, bool_or(item.state = 'open') as is_open, max(item.closed_at) as closed_at
  from contactsync.review_item as item
  cross join lateral jsonb_array_elements(item.candidates) as candidate (value)
  join members on members.party_id = candidate.value ->> 'party'
  where item.linked_account_id = $1
  group by members.root
),
waiting as (
  select distinct members.root
  from contactsync.pending_link as pending
  join members using (party_id)
  where pending.linked_account_id = $1
),
words as (
  select distinct on (contact_id, party_id) contact_id, party_id, answer
  from contactsync.judgement
  where linked_account_id = $1 and party_id is not null and source in ('human', 'import')
  order by contact_id, party_id, judgement_id desc
),
same as (
  select distinct members.root
  from words
  join members using (party_id)
  where words.answer = 'same'
),
first_settled as (
  select min(finished_at) as at
  from contactsync.run_account
  where linked_account_id = $1 and outcome = 'done'
)
select
  party.party_id,
  party.name,
  party.is_customer,
  party.is_supplier,
  nullif(party.linked_account_id, ''),
  party.deleted_at is not null or coalesce(party.merged_into, '') <> '' as is_retired,
  links.is_standing,
  creations.state,
  coalesce(
    creations.state = 'rejected'
    and (party.updated_at > creations.finished_at or creations.error_class = 'credentials'), false
  ) as is_renewed,
  waiting.root is not null as has_waiting_link,
  same.root is not null as is_judged_same,
  coalesce(items.is_open, false) as is_in_review,
  (extract(epoch from greatest(party.created_at, first_settled.at, items.closed_at)) * 1000000)::bigint as since_us,
  party.revision,
  coalesce(party.email_address, '') <> '' as has_email,
  coalesce(party.tax_number, '') <> '' as has_tax_number,
  coalesce(jsonb_array_length(party.addresses), 0) > 0 as has_addresses,
  coalesce(jsonb_array_length(party.phone_numbers), 0) > 0 as has_phones,
  party.erased_at is not null as is_erased
from contactsync.party
cross join first_settled
left join links on links.root = party.party_id
left join creations on creations.root = party.party_id
left join items on items.root = party.party_id
left join waiting on waiting.root = party.party_id
left join same on same.root = party.party_id
where party.organization_id = $2
order by party.party_id;
