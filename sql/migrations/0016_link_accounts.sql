-- Sessions of linking: which organization was asked to connect an accounting system, under which id, and what came of it.
create table contactsync.link_session (
  link_session_id text primary key check (octet_length(link_session_id) between 16 and 64),
  organization_id text not null references contactsync.organization,
  linked_account_id text not null check (octet_length(linked_account_id) between 1 and 255),
  key_hash bytea not null check (octet_length(key_hash) = 32),
  link_token_sealed bytea,
  integration text,
  is_magic_link boolean not null,
  state text not null default 'open' check (state in ('open', 'exchanging', 'linked', 'failed', 'expired')),
  error_code text,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index link_session_account on contactsync.link_session (linked_account_id, created_at);
create index link_session_organization on contactsync.link_session (organization_id);
comment on table contactsync.link_session is
  'One attempt to link an account through Merge Link; the account itself is added when it ends well.';
comment on column contactsync.link_session.linked_account_id is
  'The permanent id that Merge is told before the user begins (end_user_origin_id): the same again for every retry.';
comment on column contactsync.link_session.key_hash is
  'SHA-256 of the secret that the page''s address carries behind its #, which no server is sent.';
comment on column contactsync.link_session.link_token_sealed is
  'What opens Merge Link; null for a magic link, and once the session has ended.';
comment on column contactsync.link_session.state is
  'exchanging: the public token was sent to Merge, and the answer is not known yet; it ends by the webhook '
  'LinkedAccount.linked or by a new session.';
