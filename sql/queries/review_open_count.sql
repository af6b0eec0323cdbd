-- How many review items of an organization are open.
select count(*) as items
from contactsync.review_item
where organization_id = $1 and state = 'open';
