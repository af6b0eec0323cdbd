-- The pending links of an account: kind, id, party; in a fixed order.
select kind, id, party_id
from contactsync.pending_link
where linked_account_id = $1
order by kind, id;
