-- Begins a session of linking that is good for $8 minutes: when it ends, in microseconds since 1970.
insert into contactsync.link_session (
  link_session_id, organization_id, linked_account_id, key_hash, link_token_sealed, integration, is_magic_link, expires_at
)
values ($1, $2, $3, $4, $5, $6, $7, now() + make_interval(mins => $8::integer))
returning (extract(epoch from expires_at) * 1000000)::bigint as expires_us;
