-- Windows that end before the present, and accounts that a run did not ask because they are known to fail.
alter table contactsync.window_checkpoint add column modified_before timestamptz;
comment on column contactsync.window_checkpoint.modified_before is
  'Read only what Merge stored before this (`--until`), the same on each page; null: no limit.';

alter table contactsync.run_account add column was_asked boolean not null default true;
comment on column contactsync.run_account.was_asked is
  'False: Merge was not asked in this run, because the account had failed with the same code less than a day before.';
