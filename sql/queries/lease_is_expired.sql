-- Whether the account's lease has run out: one row, none for an unknown account.
select coalesce(lease_expires_at < clock_timestamp(), true) as is_expired
from contactsync.linked_account
where linked_account_id = $1;
