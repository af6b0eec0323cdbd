-- The contacts of an account whose standing automatic links run $2 made.
select contact_id
from contactsync.link
where linked_account_id = $1 and run_id = $2::bigint and source = 'auto' and unlinked_at is null
order by contact_id;
