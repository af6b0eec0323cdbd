-- Removes an account: its token and its sessions of linking go, and no run takes it any more; its id, or no row.
with sessions as (
  delete from contactsync.link_session where linked_account_id = $1
)
update contactsync.linked_account
set
  token_sealed = null, state = 'removed', merge_status = null, last_sync_result = null, last_sync_finished_at = null,
  checked_at = now(), updated_at = now()
where linked_account_id = $1
returning linked_account_id;
