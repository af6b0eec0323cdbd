-- Ends an account's open part of a run with outcome, error and the time of its stages in ms; returns nothing.
update contactsync.run_account
set
  finished_at = clock_timestamp(),
  outcome = $3,
  error_code = $4,
  error_text = $5,
  extract_ms = extract_ms + $6::bigint,
  transform_ms = transform_ms + $7::bigint,
  load_ms = load_ms + $8::bigint,
  settle_ms = settle_ms + $9::bigint
where run_id = $1::bigint and linked_account_id = $2 and finished_at is null;
