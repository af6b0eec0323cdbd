-- What the completed pipeline keeps beside the spine: why links ended, how accounts were last settled, what a person said
-- of a contact as a whole, and the outbox of contacts that are to be created.
alter table contactsync.linked_account
  add column connection text check (octet_length(connection) between 1 and 255),
  add column settled_links text check (settled_links in ('write', 'propose'));
comment on column contactsync.linked_account.connection is
  'The entry of a pipeline file''s `connections:` that the account is reached through; null: the default one.';
comment on column contactsync.linked_account.settled_links is
  'Whether the last settling wrote links or proposed them; null before the first.';

alter table contactsync.link
  add column unlinked_by text
    check (unlinked_by in ('human', 'import', 'merge', 'relink', 'revert', 'rematch'));
comment on column contactsync.link.unlinked_by is
  'What ended the link: a person or an import that said otherwise, a merge of parties, a new linking of the account, a '
  'revert of the run that made it, or a rematch; null while it stands.';
update contactsync.link set unlinked_by = 'human' where unlinked_at is not null;
alter table contactsync.link add constraint link_ended_for_a_reason
  check ((unlinked_at is null) = (unlinked_by is null));
create index link_run on contactsync.link (run_id) where unlinked_at is null and source = 'auto';

alter table contactsync.judgement
  drop constraint judgement_answer_check,
  drop constraint judgement_source_check,
  add constraint judgement_answer_check check (answer in ('same', 'different', 'unsure', 'new_party', 'withdrawn')),
  add constraint judgement_source_check check (source in ('human', 'import', 'revert'));
comment on column contactsync.judgement.answer is
  'same, different, unsure; new_party: said of the contact as a whole, the platform does not have it yet; withdrawn takes '
  'the earlier ones of the pair back.';
comment on column contactsync.judgement.source is
  'human; import: known beforehand; revert: a run''s links were taken back, so a person must decide.';

create table contactsync.creation (
  organization_id text not null,
  linked_account_id text not null,
  party_id text not null,
  state text not null check (
    state in ('planned', 'sending', 'created', 'rejected', 'unknown', 'adopted', 'review')
  ),
  idempotency_key uuid not null,
  attempts integer not null default 0,
  error_class text,
  contact_id text,
  planned_at timestamptz not null default now(),
  sent_at timestamptz,
  finished_at timestamptz,
  updated_at timestamptz not null default now(),
  primary key (linked_account_id, party_id)
);
comment on table contactsync.creation is
  'The outbox of parties that are to be created in an accounting system: at most one for each party and account.';
