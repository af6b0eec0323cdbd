-- Begins an account's part of a run; returns nothing.
insert into contactsync.run_account (run_id, linked_account_id, organization_id, window_id)
select $1::bigint, linked_account_id, organization_id, $3::bigint
from contactsync.linked_account
where linked_account_id = $2;
