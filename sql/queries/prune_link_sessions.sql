-- Deletes the sessions of linking that ended over $1 seconds ago; the number by the command tag.
delete from contactsync.link_session
where state <> 'exchanging' and greatest(expires_at, updated_at) < now() - make_interval(secs => $1::bigint);
