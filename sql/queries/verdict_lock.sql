-- Keeps others from deciding on the contacts $2 of accounts $1, paired, until the end of the transaction; returns nothing of use.
select pg_advisory_xact_lock(key)
from (
  select distinct hashtextextended(contactsync.review_id(linked_account_id, contact_id), 0) as key
  from unnest($1::text[], $2::text[]) as wanted (linked_account_id, contact_id)
  order by key
) as keys;
