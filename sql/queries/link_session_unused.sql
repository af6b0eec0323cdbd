-- The id that an organization's last attempt to link (the same accounting system $2, or any) was given, where that came to
-- nothing and none is under way: at most one row. Taken again, it does not leave incomplete accounts at Merge.
select last.linked_account_id
from (
  select linked_account_id, integration, state, expires_at
  from contactsync.link_session
  where organization_id = $1
  order by created_at desc, link_session_id
  limit 1
) as last
where (last.state in ('failed', 'expired') or last.state = 'open' and last.expires_at + interval '10 minutes' <= now())
  and last.integration is not distinct from $2
  and not exists (
    select from contactsync.linked_account as account where account.linked_account_id = last.linked_account_id
  );
