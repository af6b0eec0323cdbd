-- Adds contacts that were created to the account's run; returns nothing.
update contactsync.run_account
set created = created + $3::bigint
where run_id = $1::bigint and linked_account_id = $2;
