-- The next $5 contacts after account $3 and contact $4, of organization $1 and account $2 (null: all), each with its answer,
-- reasons, candidates, the candidates of its open review item, and its best candidate or that nobody kept which it was.
select
  contact.linked_account_id,
  contact.contact_id,
  contact.deleted_at is not null as is_deleted,
  decision.verdict,
  decision.party_id,
  decision.probability,
  decision.match_key,
  decision.reasons,
  array(
    select party_id
    from contactsync.candidate
    where candidate.linked_account_id = contact.linked_account_id and candidate.contact_id = contact.contact_id
  ) as candidates,
  array(
    select shown ->> 'party'
    from contactsync.review_item as item
    cross join jsonb_array_elements(item.candidates) as shown
    where item.linked_account_id = contact.linked_account_id
      and item.contact_id = contact.contact_id
      and item.state = 'open'
  ) as shown,
  decision.best_party_id,
  decision.probability > 0 and decision.best_party_id is null as is_best_unknown
from contactsync.contact
left join contactsync.decision
  on decision.linked_account_id = contact.linked_account_id and decision.contact_id = contact.contact_id
where ($1::text is null or contact.organization_id = $1)
  and ($2::text is null or contact.linked_account_id = $2)
  and (contact.linked_account_id, contact.contact_id) > ($3, $4)
order by contact.linked_account_id, contact.contact_id
limit $5::bigint;
