-- A session of linking: organization, account, hash of its key, sealed link token, integration, whether by magic link, state
-- (an open one past its end is `expired`), why it failed, its end, and whether the account is linked already; or no row.
select
  session.organization_id,
  session.linked_account_id,
  session.key_hash,
  session.link_token_sealed,
  session.integration,
  session.is_magic_link,
  case when session.state = 'open' and session.expires_at <= now() then 'expired' else session.state end as state,
  session.error_code,
  (extract(epoch from session.expires_at) * 1000000)::bigint as expires_us,
  account.linked_account_id is not null as is_known
from contactsync.link_session as session
left join contactsync.linked_account as account using (linked_account_id)
where session.link_session_id = $1;
