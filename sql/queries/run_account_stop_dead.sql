-- Closes as stopped what other runs left open of this account, and those of its runs that have nothing open and whose
-- session is over: the run ids. A living run stays open, though it lost the account.
with left_open as (
  update contactsync.run_account
  set finished_at = clock_timestamp(), outcome = 'stopped', error_code = coalesce(error_code, 'process_ended')
  where linked_account_id = $2 and run_id <> $1::bigint and finished_at is null
),
unfinished as materialized (
  select run.run_id
  from contactsync.run
  where run.finished_at is null
    and run.run_id <> $1::bigint
    and exists (
      select from contactsync.run_account as own where own.run_id = run.run_id and own.linked_account_id = $2
    )
    and not exists (
      select from contactsync.run_account as other
      where other.run_id = run.run_id and other.finished_at is null and other.linked_account_id <> $2
    )
)
update contactsync.run
set finished_at = clock_timestamp(), outcome = 'stopped'
from unfinished
where run.run_id = unfinished.run_id
  and pg_try_advisory_xact_lock_shared(hashtextextended('contactsync run ' || unfinished.run_id, 0))
returning run.run_id;
