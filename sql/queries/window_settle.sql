-- Drops the window that was settled; returns nothing.
delete from contactsync.window_checkpoint
where linked_account_id = $1 and window_id = $2::bigint and phase = 'read_complete';
