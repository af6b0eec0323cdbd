-- What all runs together did with an account's window: rows read, deleted, rejected, and of these erased.
select
  coalesce(sum(rows_read), 0)::bigint as rows_read,
  coalesce(sum(rows_deleted), 0)::bigint as rows_deleted,
  coalesce(sum(rows_rejected), 0)::bigint as rows_rejected,
  coalesce(sum(rows_erased), 0)::bigint as rows_erased
from contactsync.run_account
where linked_account_id = $1 and window_id = $2::bigint;
