-- When a webhook last said that an account was linked: an account that is known to fail is asked again then.
alter table contactsync.sync_request add column linked_at timestamptz;
comment on column contactsync.sync_request.linked_at is 'When LinkedAccount.linked last came; null: it did not.';
