-- Sets an account's state (active, paused, removed): its id, or no row.
update contactsync.linked_account
set state = $2, updated_at = now()
where linked_account_id = $1
returning linked_account_id;
