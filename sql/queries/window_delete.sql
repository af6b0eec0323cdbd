-- Drops the account's open window; returns nothing.
delete from contactsync.window_checkpoint
where linked_account_id = $1;
