-- Writes the keys of key_stage, whose contacts are $2, where they differ; the number of rows by the command tag. The ids say how
-- many there are: nobody knows the stage's size, and all of the account could be read.
update contactsync.contact
set key_hashes = stage.key_hashes
from key_stage as stage
where contact.linked_account_id = $1
  and contact.contact_id = any($2::text[])
  and contact.contact_id = stage.contact_id
  and contact.key_hashes is distinct from stage.key_hashes;
