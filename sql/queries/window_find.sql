-- The open window of an account: at most one row.
select
  window_id,
  since,
  (extract(epoch from lower_bound) * 1000000)::bigint as lower_us,
  (extract(epoch from upper_bound) * 1000000)::bigint as upper_us,
  cursor,
  pages,
  phase,
  merge_account_id,
  is_relink,
  (extract(epoch from modified_before) * 1000000)::bigint as modified_before_us,
  is_sweep,
  (extract(epoch from missed_before) * 1000000)::bigint as missed_before_us
from contactsync.window_checkpoint
where linked_account_id = $1;
