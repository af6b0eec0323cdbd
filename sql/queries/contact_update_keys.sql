-- Writes the keys of key_stage where they differ; the number of rows by the command tag.
update contactsync.contact
set key_hashes = stage.key_hashes
from key_stage as stage
where contact.linked_account_id = $1
  and contact.contact_id = stage.contact_id
  and contact.key_hashes is distinct from stage.key_hashes;
