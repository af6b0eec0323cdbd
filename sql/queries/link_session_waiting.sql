-- The newest session of account $1 that has not ended in a link, where no newer one has: session, organization; or no row.
select link_session_id, organization_id
from (
  select link_session_id, organization_id, state
  from contactsync.link_session
  where linked_account_id = $1
  order by created_at desc, link_session_id
  limit 1
) as newest
where state <> 'linked';
