-- Closes the open items of contacts that were settled and need no person any more; the number of rows by the command
-- tag.
update contactsync.review_item as item
set state = 'closed', row_version = item.row_version + 1, closed_at = now(), updated_at = now(), run_id = $2::bigint
from decision_stage as decided
where item.linked_account_id = $1
  and item.contact_id = decided.contact_id
  and item.state = 'open'
  and not exists (select from review_stage as stage where stage.contact_id = item.contact_id);
