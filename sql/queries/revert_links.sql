-- Ends the standing automatic links that run $2 made in an account, with their changes: the contacts.
with ended as (
  update contactsync.link
  set unlinked_at = now(), unlinked_by = 'revert', updated_at = now()
  where linked_account_id = $1 and run_id = $2::bigint and source = 'auto' and unlinked_at is null
  returning organization_id, linked_account_id, contact_id, party_id, source
),
changes as (
  insert into contactsync.link_change (organization_id, linked_account_id, contact_id, party_id, change, source)
  select organization_id, linked_account_id, contact_id, party_id, 'unlinked', source
  from ended
  order by contact_id
)
select contact_id
from ended
order by contact_id;
