-- The next $3 standing links of an account after contact $2: contact, party, source, whether primary.
select contact_id, party_id, source, is_primary
from contactsync.link
where linked_account_id = $1 and contact_id > $2 and unlinked_at is null
order by contact_id
limit $3::bigint;
