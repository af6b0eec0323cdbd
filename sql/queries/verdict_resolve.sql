-- The contacts of the review items $2 of an organization: review id, account, contact.
select review_id, linked_account_id, contact_id
from contactsync.review_item
where organization_id = $1 and review_id = any($2::text[]);
