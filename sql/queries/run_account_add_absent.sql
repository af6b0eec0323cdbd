-- Adds contacts that were found missing to the account's run; returns nothing.
update contactsync.run_account
set rows_absent = rows_absent + $3::bigint
where run_id = $1::bigint and linked_account_id = $2;
