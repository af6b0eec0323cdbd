-- Lets the request of account $1 be taken again; returns nothing.
update contactsync.sync_request set not_before = '-infinity' where linked_account_id = $1;
