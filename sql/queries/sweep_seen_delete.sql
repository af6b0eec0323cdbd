-- Forgets which contacts of an account a whole read has met; returns nothing.
delete from contactsync.sweep_seen
where linked_account_id = $1;
