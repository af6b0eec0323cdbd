-- The standing link of a contact: at most one row.
select
  party_id, source, probability, is_primary,
  (extract(epoch from linked_at) * 1000000)::bigint as linked_us
from contactsync.link
where linked_account_id = $1 and contact_id = $2 and unlinked_at is null;
