-- What creating contacts in accounting systems keeps: the bytes that are sent, so that they can be sent again, what a person
-- is asked, and what was refused.
alter table contactsync.creation
  add column payload text,
  add column first_sent_at timestamptz,
  add column merge_time_before timestamptz,
  add column merge_time_sent timestamptz,
  add column asked_contact_id text,
  add column problems text[] not null default '{}',
  add column run_id bigint,
  add constraint creation_sent_is_known check (
    state not in ('sending', 'unknown')
    or payload is not null
      and first_sent_at is not null
      and merge_time_before is not null
      and merge_time_sent is not null
  );
create index creation_open on contactsync.creation (linked_account_id)
  where state in ('planned', 'sending', 'unknown', 'review');
comment on column contactsync.creation.payload is
  'The body of the call, committed before it is sent and sent again byte by byte; null before, and once it is over.';
comment on column contactsync.creation.merge_time_before is
  'Merge''s clock before it was first sent: what it created is not older.';
comment on column contactsync.creation.merge_time_sent is
  'Merge''s clock when it was last sent: only a sync that began later tells that it is not there.';
comment on column contactsync.creation.asked_contact_id is
  'The contact of which a person must say whether it is the party; kept when that is said.';
comment on column contactsync.creation.problems is
  'Types and fields of what the accounting system refused or left out: nothing of what was sent.';
comment on column contactsync.creation.run_id is 'The run that last changed it.';

alter table contactsync.judgement
  drop constraint judgement_source_check,
  add constraint judgement_source_check check (source in ('human', 'import', 'revert', 'relink', 'creation'));
comment on column contactsync.judgement.source is
  'human; import: known beforehand; revert: a run''s links were taken back, so a person must decide; relink: the account was '
  'linked anew, and a person must decide which contact it is; creation: a party of the contact''s name was to be created, so a '
  'person must decide whether it is the contact.';
