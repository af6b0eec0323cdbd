-- Keeps the accounts $1 from being settled until the end of the transaction; returns nothing of use.
select linked_account_id
from contactsync.linked_account
where linked_account_id = any($1::text[])
order by linked_account_id
for share;
