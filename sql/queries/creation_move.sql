-- Brings a creation from one of the states $4 to the state $3: its party, or no row where it is in another state. The body
-- goes with the end of it.
update contactsync.creation
set
  state = $3,
  contact_id = coalesce($5, contact_id),
  asked_contact_id = coalesce($6, asked_contact_id),
  error_class = $7,
  problems = $8::text[],
  finished_at = case when $3 in ('created', 'adopted', 'rejected') then now() end,
  payload = case when $3 not in ('created', 'adopted', 'rejected') then payload end,
  run_id = $9::bigint,
  updated_at = now()
where linked_account_id = $1 and party_id = $2 and state = any($4::text[])
returning party_id;
