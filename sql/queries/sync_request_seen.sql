-- How many requests of account $1 nobody has answered yet; no row: none ever.
select request_count from contactsync.sync_request where linked_account_id = $1;
