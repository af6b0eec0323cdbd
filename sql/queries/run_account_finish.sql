-- Ends an account's open part of a run with outcome, error, the time of its stages in ms, and what the rate limit did: calls that
-- waited, ms that they did, answers 429; returns nothing.
update contactsync.run_account
set
  finished_at = clock_timestamp(),
  outcome = $3,
  error_code = $4,
  error_text = $5,
  extract_ms = extract_ms + $6::bigint,
  transform_ms = transform_ms + $7::bigint,
  load_ms = load_ms + $8::bigint,
  settle_ms = settle_ms + $9::bigint,
  rate_limit_waits = rate_limit_waits + $10::bigint,
  rate_limit_wait_ms = rate_limit_wait_ms + $11::bigint,
  rate_limit_refusals = rate_limit_refusals + $12::bigint
where run_id = $1::bigint and linked_account_id = $2 and finished_at is null;
