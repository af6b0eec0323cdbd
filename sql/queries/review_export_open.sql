-- Opens the cursor review_export: a row for each open item and the best three candidates that are left (rank 0 where none is).
-- Of organization $1, account $2 (null: all); with $3 also unmatched contacts without a candidate. Contacts and parties are looked
-- up item by item ("offset 0"), so that no file reads all of them.
declare review_export no scroll cursor for
select
  item.review_id,
  item.row_version,
  item.organization_id,
  item.linked_account_id,
  item.contact_id,
  contact.name,
  contact.email_address,
  contact.tax_number,
  contactsync.phone_text(contact.phone_numbers),
  contactsync.address_text(contact.addresses),
  coalesce(candidate.rank, 0),
  candidate.value ->> 'party',
  party.name,
  party.email_address,
  party.tax_number,
  contactsync.phone_text(party.phone_numbers),
  contactsync.address_text(party.addresses),
  round((candidate.value ->> 'probability')::numeric, 4),
  contactsync.evidence_text(candidate.value -> 'evidence'),
  array_to_string(item.reasons, ','),
  floor(extract(epoch from now() - item.opened_at) / 86400)::bigint
from (
  select
    review_id, row_version, organization_id, linked_account_id, contact_id, priority,
    contactsync.left_candidates(candidates) as candidates, reasons, opened_at, 0 as part
  from contactsync.review_item
  where state = 'open'
  union all
  select
    contactsync.review_id(decision.linked_account_id, decision.contact_id), coalesce(closed.row_version, 0),
    decision.organization_id, decision.linked_account_id, decision.contact_id, 0, '[]'::jsonb, decision.reasons,
    decision.decided_at, 1
  from contactsync.decision
  left join contactsync.review_item as closed
    on closed.linked_account_id = decision.linked_account_id and closed.contact_id = decision.contact_id
  where $3::boolean
    and decision.verdict = 'unmatched'
    and decision.candidate_count = 0
    and closed.state is distinct from 'open'
) as item
cross join lateral (
  select *
  from contactsync.contact
  where linked_account_id = item.linked_account_id
    and contact_id = item.contact_id
    and (item.part = 0 or deleted_at is null)
  offset 0
) as contact
left join lateral jsonb_array_elements(item.candidates) with ordinality as candidate (value, rank)
  on candidate.rank <= 3
left join lateral (
  select *
  from contactsync.party
  where organization_id = item.organization_id and party_id = candidate.value ->> 'party'
  offset 0
) as party on true
where ($1::text is null or item.organization_id = $1)
  and ($2::text is null or item.linked_account_id = $2)
order by
  item.part, item.priority desc, item.review_id, candidate.rank;
