-- The next $3 contact ids of an account after id $2.
select contact_id
from contactsync.contact
where linked_account_id = $1 and contact_id > $2
order by contact_id
limit $3::bigint;
