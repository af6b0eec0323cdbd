-- The organization of an account: at most one row.
select organization_id
from contactsync.linked_account
where linked_account_id = $1;
