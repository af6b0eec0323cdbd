-- Brings the known items of review_stage up to date, opening closed ones again; the number of rows by the command tag.
update contactsync.review_item as item
set
  kind = stage.kind,
  state = 'open',
  row_version = item.row_version + 1,
  candidates = stage.candidates,
  reasons = string_to_array(stage.reasons, ','),
  run_id = $2::bigint,
  opened_at = case item.state when 'open' then item.opened_at else now() end,
  updated_at = now(),
  closed_at = null
from review_stage as stage
where item.linked_account_id = $1
  and item.contact_id = stage.contact_id
  and (item.state, item.kind, item.candidates, item.reasons)
    is distinct from ('open', stage.kind, stage.candidates, string_to_array(stage.reasons, ','));
