-- Notes that a person is asked whether contact $4 is party $3, which was to be created and has no row yet; the number of rows
-- by the command tag.
insert into contactsync.creation (
  organization_id, linked_account_id, party_id, state, idempotency_key, asked_contact_id, run_id
)
values ($2, $1, $3, 'review', gen_random_uuid(), $4, $5::bigint)
on conflict (linked_account_id, party_id) do nothing;
