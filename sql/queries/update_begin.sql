-- Notes that a change $6 (hash $7) of contact $2 is about to be sent, unless its link to party $3 is gone, one of the two is
-- not as it was ($4, $5), or a person is asked: the contact, or no row.
insert into contactsync.contact_update (
  linked_account_id, contact_id, organization_id, party_id, state, fields, body_hash, before_hash, run_id
)
select $1, $2, link.organization_id, $3, 'sending', $6::text[], $7::bigint, $4::bigint, $8::bigint
from contactsync.link
join contactsync.contact
  on contact.linked_account_id = link.linked_account_id and contact.contact_id = link.contact_id
join contactsync.party on party.organization_id = link.organization_id and party.party_id = link.party_id
where link.linked_account_id = $1
  and link.contact_id = $2
  and link.party_id = $3
  and link.unlinked_at is null
  and contact.content_hash = $4::bigint
  and contact.deleted_at is null
  and party.content_hash = $5::bigint
  and party.deleted_at is null
  and not exists (
    select from contactsync.review_item as item
    where item.linked_account_id = $1 and item.contact_id = $2 and item.state = 'open'
  )
on conflict (linked_account_id, contact_id) do update
set
  party_id = excluded.party_id,
  state = excluded.state,
  fields = excluded.fields,
  attempts = case when contact_update.body_hash = excluded.body_hash then contact_update.attempts + 1 else 1 end,
  body_hash = excluded.body_hash,
  before_hash = excluded.before_hash,
  error_class = null,
  problems = '{}',
  sent_at = now(),
  finished_at = null,
  run_id = excluded.run_id
returning contact_id;
