-- The contacts of an account that share a blocking key with $2.
select contact_id
from contactsync.contact
where linked_account_id = $1 and key_hashes && $2::bigint[];
