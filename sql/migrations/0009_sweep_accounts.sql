-- What a sweep needs, that is a window that reads everything and then marks as deleted what it has not met; and what it
-- tells of its account.
alter table contactsync.window_checkpoint
  add column is_sweep boolean not null default false,
  add column missed_before timestamptz;
comment on column contactsync.window_checkpoint.is_sweep is
  'At the window''s end contacts that it has not met are marked as deleted, if Merge''s own sync is whole.';
comment on column contactsync.window_checkpoint.missed_before is
  'Changes from before this should have been brought by earlier windows: the watermark less the overlap, of a sweep.';

alter table contactsync.run_account
  add column rows_missed bigint not null default 0,
  add column contacts_checksum text;
comment on column contactsync.run_account.rows_missed is
  'Of the rows inserted, updated or deleted, those that earlier windows should have brought, as a sweep found.';
comment on column contactsync.run_account.contacts_checksum is
  'Of the account''s living contacts after a sweep, 16 hexadecimal digits; the same for the same contacts in any order.';
