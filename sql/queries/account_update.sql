-- Replaces an account's token and, where given, its integration and connection (`default`: none); a removed account becomes
-- active: its id. A Merge id that stands stays: only a run that has followed the new linking replaces it.
update contactsync.linked_account
set
  token_sealed = coalesce($2, token_sealed),
  integration = coalesce($3, integration),
  merge_account_id = coalesce(merge_account_id, $4),
  connection = nullif(coalesce($5, connection), 'default'),
  state = case state when 'removed' then 'active' else state end,
  updated_at = now()
where linked_account_id = $1
returning linked_account_id;
