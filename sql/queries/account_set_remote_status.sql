-- Records what Merge says of an account and of its last sync of contacts; returns nothing. A Merge id that stands stays:
-- only a run that has followed the new linking replaces it.
update contactsync.linked_account
set
  merge_status = coalesce($2, merge_status),
  merge_account_id = coalesce(merge_account_id, $3),
  integration = coalesce($4, integration),
  last_sync_result = coalesce($5, last_sync_result),
  last_sync_finished_at = coalesce($6::timestamptz, last_sync_finished_at),
  checked_at = now()
where linked_account_id = $1;
