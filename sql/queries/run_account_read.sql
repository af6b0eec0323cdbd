-- An account's part of a run, or of its last run ($1 null): at most one row.
select
  run_id, outcome, error_code, error_text, rows_read, rows_inserted, rows_updated, rows_unchanged, rows_deleted,
  rows_rejected, rows_repeated, rows_absent, pages, pairs, pairs_cut, matched, sent_to_review, unmatched, created,
  extract_ms, transform_ms, load_ms, settle_ms, rows_missed, contacts_checksum, rows_erased,
  rate_limit_waits, rate_limit_wait_ms, rate_limit_refusals
from contactsync.run_account
where linked_account_id = $2 and ($1::bigint is null or run_id = $1::bigint)
order by run_id desc
limit 1;
