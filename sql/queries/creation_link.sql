-- Links contact $2 of an account to party $3, which was created as that contact, with its change: the contact, or no row where
-- a link stands.
with made as (
  insert into contactsync.link (organization_id, linked_account_id, contact_id, party_id, source, is_primary, run_id)
  select
    $4, $1, $2, $3, 'created', not exists (
      select from contactsync.link as other
      where other.linked_account_id = $1 and other.party_id = $3 and other.unlinked_at is null and other.is_primary
    ), $5::bigint
  where not exists (
    select from contactsync.link as standing
    where standing.linked_account_id = $1 and standing.contact_id = $2 and standing.unlinked_at is null
  )
  returning contact_id
)
insert into contactsync.link_change (organization_id, linked_account_id, contact_id, party_id, change, source)
select $4, $1, contact_id, $3, 'linked', 'created'
from made
returning contact_id;
