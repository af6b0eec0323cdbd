-- Ends the exchange of a session without an account: its state $2 (open: it may be tried again) and why; returns nothing.
update contactsync.link_session
set
  state = $2,
  error_code = $3,
  link_token_sealed = case when $2 = 'open' then link_token_sealed end,
  updated_at = now()
where link_session_id = $1 and state = 'exchanging';
