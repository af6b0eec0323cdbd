-- The sealed token of an account: at most one row, null where none is stored.
select token_sealed
from contactsync.linked_account
where linked_account_id = $1;
