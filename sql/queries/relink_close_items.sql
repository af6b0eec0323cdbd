-- Closes the open review items of contacts of before; returns nothing.
update contactsync.review_item
set state = 'closed', row_version = row_version + 1, closed_at = now(), updated_at = now(), run_id = $3::bigint
where linked_account_id = $1 and contact_id = any($2::text[]) and state = 'open';
