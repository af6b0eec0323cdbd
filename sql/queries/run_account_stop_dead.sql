-- Closes as stopped what earlier runs left open of this account, and those runs when nothing of them is open: the
-- run ids.
with left_open as (
  update contactsync.run_account
  set finished_at = clock_timestamp(), outcome = 'stopped', error_code = coalesce(error_code, 'process_ended')
  where linked_account_id = $2 and run_id < $1::bigint and finished_at is null
  returning run_id
)
update contactsync.run
set finished_at = clock_timestamp(), outcome = 'stopped'
from left_open
where run.run_id = left_open.run_id
  and run.finished_at is null
  and not exists (
    select from contactsync.run_account as other
    where other.run_id = run.run_id and other.finished_at is null and other.linked_account_id <> $2
  )
returning run.run_id;
