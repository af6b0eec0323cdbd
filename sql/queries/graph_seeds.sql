-- What is unsettled in an account: kind (c contact, p party) and id.
select kind, id
from contactsync.unsettled
where linked_account_id = $1
order by kind, id;
