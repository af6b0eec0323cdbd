-- Plans the parties $3 of organization $2 in account $1: the number of rows by the command tag. A refused one gets a new key,
-- because the old one stands for what was refused.
insert into contactsync.creation (
  organization_id, linked_account_id, party_id, state, idempotency_key, run_id
)
select $2, $1, party_id, 'planned', gen_random_uuid(), $4::bigint
from unnest($3::text[]) as wanted (party_id)
on conflict (linked_account_id, party_id) do update
set
  state = 'planned',
  idempotency_key = excluded.idempotency_key,
  payload = null,
  attempts = 0,
  error_class = null,
  problems = '{}',
  contact_id = null,
  asked_contact_id = null,
  planned_at = now(),
  sent_at = null,
  first_sent_at = null,
  merge_time_before = null,
  merge_time_sent = null,
  finished_at = null,
  run_id = excluded.run_id,
  updated_at = now()
where creation.state = any($5::text[]);
