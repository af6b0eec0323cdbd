-- Makes the account's changes whose sender is gone unknown; returns nothing.
update contactsync.contact_update
set state = 'unknown', error_class = 'sender_gone', finished_at = now(), run_id = $2::bigint
where linked_account_id = $1 and state = 'sending';
