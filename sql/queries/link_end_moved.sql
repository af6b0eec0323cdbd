-- Ends the standing links whose contact link_stage gives to another party by a person's word: the contacts.
update contactsync.link
set unlinked_at = now(), unlinked_by = stage.source, updated_at = now()
from link_stage as stage
where link.linked_account_id = $1
  and link.contact_id = stage.contact_id
  and link.party_id <> stage.party_id
  and link.unlinked_at is null
  and stage.may_link
  and stage.source in ('human', 'import')
returning link.contact_id;
