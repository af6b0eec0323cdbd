-- Lets one caller exchange the public token of an open session: its id, or no row. Who began in time gets the ten minutes
-- that a public token lives.
update contactsync.link_session
set state = 'exchanging', updated_at = now()
where link_session_id = $1 and state = 'open' and now() < expires_at + interval '10 minutes'
returning link_session_id;
