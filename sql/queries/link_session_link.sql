-- Marks a session as linked unless it is already, and ends the earlier ones of its account: its id, or no row.
with linked as (
  update contactsync.link_session
  set state = 'linked', error_code = null, link_token_sealed = null, updated_at = now()
  where link_session_id = $1 and state <> 'linked'
  returning link_session_id, linked_account_id, created_at
),
earlier as (
  update contactsync.link_session as session
  set state = 'expired', link_token_sealed = null, updated_at = now()
  from linked
  where session.linked_account_id = linked.linked_account_id
    and session.link_session_id <> linked.link_session_id
    and session.created_at <= linked.created_at
    and session.state <> 'linked'
)
select link_session_id from linked;
