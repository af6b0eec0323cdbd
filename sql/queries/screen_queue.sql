-- The 51 open items of organization $1 after priority $2 and review id $3 (null: from the first), of account $4 and evidence class $5
-- where those are given (a limit that the planner knows, so that it follows the index): review id, priority, account, contact, best
-- candidate, reasons, since when, class, kind.
select
  item.review_id,
  item.priority,
  item.linked_account_id,
  contact.name,
  party.name,
  item.probability,
  array_to_string(item.reasons, ','),
  (extract(epoch from item.opened_at) * 1000000)::bigint,
  item.match_key,
  item.kind
from (
  select
    review_id, priority, linked_account_id, contact_id, reasons, opened_at, match_key, kind,
    contactsync.left_candidates(candidates) -> 0 ->> 'party' as best_party,
    (contactsync.left_candidates(candidates) -> 0 ->> 'probability')::double precision as probability
  from contactsync.review_item
  where organization_id = $1
    and state = 'open'
    and priority <= coalesce($2::double precision, 'infinity')
    and (priority < coalesce($2::double precision, 'infinity') or review_id > coalesce($3::text, ''))
    and ($4::text is null or linked_account_id = $4)
    and ($5::text is null or match_key = $5)
  order by priority desc, review_id
  limit 51
) as item
join contactsync.contact
  on contact.linked_account_id = item.linked_account_id and contact.contact_id = item.contact_id
left join contactsync.party
  on party.organization_id = $1
  -- A plain column: under row-level security no index would be used for an expression that could tell what it sees.
  and party.party_id = item.best_party
order by item.priority desc, item.review_id;
