-- What changing contacts in accounting systems keeps: of each contact the last change that was sent.
create table contactsync.contact_update (
  linked_account_id text not null,
  contact_id text not null,
  organization_id text not null,
  party_id text not null,
  state text not null check (state in ('sending', 'changed', 'rejected', 'unknown', 'unsent')),
  fields text[] not null,
  body_hash bigint not null,
  before_hash bigint not null,
  attempts integer not null default 1,
  error_class text,
  problems text[] not null default '{}',
  sent_at timestamptz not null default now(),
  finished_at timestamptz,
  run_id bigint,
  primary key (linked_account_id, contact_id)
);
comment on table contactsync.contact_update is
  'Of each contact the last change that was sent to the accounting system; what it was before is in contact_version.';
comment on column contactsync.contact_update.body_hash is
  'Of what was sent: the same is not sent again once it was taken or refused.';
comment on column contactsync.contact_update.before_hash is 'content_hash of the contact that was changed.';
comment on column contactsync.contact_update.problems is
  'Types and fields of what the accounting system refused or left out: nothing of what was sent.';
