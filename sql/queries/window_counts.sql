-- What all runs together did with an account's window: rows read, deleted and rejected.
select
  coalesce(sum(rows_read), 0)::bigint as rows_read,
  coalesce(sum(rows_deleted), 0)::bigint as rows_deleted,
  coalesce(sum(rows_rejected), 0)::bigint as rows_rejected
from contactsync.run_account
where linked_account_id = $1 and window_id = $2::bigint;
