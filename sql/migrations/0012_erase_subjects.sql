-- What erasing people needs: who must not come back, and why a link ended. Nothing of this is personal data: hashes are keyed,
-- and the keys are not in the database.
create table contactsync.erased_contact (
  linked_account_id text not null references contactsync.linked_account,
  id_hash bytea not null check (octet_length(id_hash) = 32),
  organization_id text not null,
  key_id bytea not null check (octet_length(key_id) = 4),
  kind "char" not null check (kind in ('c', 'r')),
  erased_at timestamptz not null default now(),
  primary key (linked_account_id, id_hash)
);
comment on table contactsync.erased_contact is
  'Contacts that were erased: records of theirs are rejected without being kept, whatever brings them.';
comment on column contactsync.erased_contact.id_hash is
  'HMAC-SHA256 of the account and the contact''s id (kind c) or the accounting system''s own id of it (kind r).';
comment on column contactsync.erased_contact.key_id is 'Tells which key it was made with.';

alter table contactsync.party add column erased_at timestamptz;
comment on column contactsync.party.erased_at is
  'When the person was erased: the row holds its id only, no import fills it again, and it is never created; null: it was not.';

alter table contactsync.run_account add column rows_erased bigint not null default 0;
comment on column contactsync.run_account.rows_erased is 'Of the rows rejected, those of contacts that were erased.';

alter table contactsync.link
  drop constraint link_unlinked_by_check,
  add constraint link_unlinked_by_check
    check (unlinked_by in ('human', 'import', 'merge', 'relink', 'revert', 'rematch', 'erase'));
comment on column contactsync.link.unlinked_by is
  'What ended the link: a person or an import that said otherwise, a merge of parties, a new linking of the account, a '
  'revert of the run that made it, a rematch, or the erasure of a person; null while it stands.';
