-- Makes the account's creations whose sender is gone unknown: the number of rows by the command tag.
update contactsync.creation
set state = 'unknown', error_class = 'sender_gone', run_id = $2::bigint, updated_at = now()
where linked_account_id = $1 and state = 'sending';
