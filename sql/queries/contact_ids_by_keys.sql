-- The contacts of an account that share a blocking key with $2. Key by key, and the account is looked at afterwards: the index of
-- keys is surely used then. For many keys at once the server expects most contacts and compares each with all keys.
select distinct found.contact_id
from unnest($2::bigint[]) as wanted (key_hash)
cross join lateral (
  select linked_account_id, contact_id
  from contactsync.contact
  where key_hashes @> array[wanted.key_hash]
  offset 0
) as found
where found.linked_account_id = $1;
