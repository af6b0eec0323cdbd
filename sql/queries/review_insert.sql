-- Opens items for the contacts of review_stage that never had one; the number of rows by the command tag.
insert into contactsync.review_item (
  review_id, organization_id, linked_account_id, contact_id, kind, state, candidates, reasons, run_id
)
select
  contactsync.review_id($1, stage.contact_id), $3, $1, stage.contact_id, stage.kind, 'open', stage.candidates,
  string_to_array(stage.reasons, ','), $2::bigint
from review_stage as stage
where not exists (
  select from contactsync.review_item as item
  where item.linked_account_id = $1 and item.contact_id = stage.contact_id
);
