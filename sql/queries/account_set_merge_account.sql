-- Records under which of Merge's ids the account's contacts are read from now on; returns nothing.
update contactsync.linked_account
set merge_account_id = $2, updated_at = now()
where linked_account_id = $1;
