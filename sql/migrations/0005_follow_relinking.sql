-- What following an account that was linked anew needs: under which of Merge's ids a window reads, which contacts it has
-- met, and what a person is asked because of it.
alter table contactsync.window_checkpoint
  add column merge_account_id text,
  add column is_relink boolean not null default false;
comment on column contactsync.window_checkpoint.merge_account_id is
  'Merge''s id of the account that the window reads; null: Merge did not tell.';
comment on column contactsync.window_checkpoint.is_relink is
  'The window reads an account that was linked anew from the beginning, so that links and judgements can follow.';

create table contactsync.sweep_seen (
  linked_account_id text not null,
  contact_id text not null,
  primary key (linked_account_id, contact_id)
);
comment on table contactsync.sweep_seen is
  'Contacts that the open window of an account has met, where that must be known at its end; emptied then.';

alter table contactsync.judgement
  drop constraint judgement_source_check,
  add constraint judgement_source_check check (source in ('human', 'import', 'revert', 'relink'));
comment on column contactsync.judgement.source is
  'human; import: known beforehand; revert: a run''s links were taken back, so a person must decide; relink: the account was '
  'linked anew, and a person must decide which contact it is.';
