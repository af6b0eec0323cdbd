-- The organizations that have an open review item (of account $1 where given), by id.
select distinct organization_id
from contactsync.review_item
where state = 'open' and ($1::text is null or linked_account_id = $1)
order by organization_id;
