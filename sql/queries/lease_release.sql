-- Ends the lease if its epoch is still ours; returns nothing.
update contactsync.linked_account
set lease_expires_at = null
where linked_account_id = $1 and lease_epoch = $2;
