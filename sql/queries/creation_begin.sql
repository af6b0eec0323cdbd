-- Notes that a planned creation is about to be sent, unless something has come between: key, body, attempts; or no row. The
-- body of an earlier call is kept.
update contactsync.creation
set
  state = $6,
  attempts = attempts + 1,
  payload = coalesce(payload, $3),
  sent_at = clock_timestamp(),
  first_sent_at = coalesce(first_sent_at, clock_timestamp()),
  merge_time_before = coalesce(merge_time_before, $4::timestamptz),
  merge_time_sent = $4::timestamptz,
  error_class = null,
  problems = '{}',
  run_id = $5::bigint,
  updated_at = now()
where creation.linked_account_id = $1
  and creation.party_id = $2
  and creation.state = any($7::text[])
  and exists (
    select from contactsync.party
    where party.organization_id = creation.organization_id
      and party.party_id = creation.party_id
      and party.deleted_at is null
      and party.erased_at is null
      and coalesce(party.merged_into, '') = ''
  )
  and not exists (
    select from contactsync.link
    where link.linked_account_id = creation.linked_account_id and link.party_id = creation.party_id
  )
  and not exists (
    select from contactsync.review_item as item
    where item.linked_account_id = creation.linked_account_id
      and item.state = 'open'
      and item.candidates @> jsonb_build_array(jsonb_build_object('party', creation.party_id))
  )
returning creation.idempotency_key::text, creation.payload, creation.attempts;
