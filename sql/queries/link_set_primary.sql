-- Sets the primary flag of standing links that equal link_stage but for it; the number of rows by the command tag.
update contactsync.link
set is_primary = stage.is_primary, updated_at = now()
from link_stage as stage
where link.linked_account_id = $1
  and link.contact_id = stage.contact_id
  and link.party_id = stage.party_id
  and link.unlinked_at is null
  and link.is_primary <> stage.is_primary;
