-- Who must not come back into an account: hash, id of its key.
select id_hash, key_id
from contactsync.erased_contact
where linked_account_id = $1;
