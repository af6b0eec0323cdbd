-- What became of rejected records that were read again later.
alter table contactsync.rejected_record
  add column resolved_at timestamptz,
  add column resolved_by_run bigint;
comment on column contactsync.rejected_record.resolved_at is
  'When a replay could read it, or found that a newer form of the contact stands; null: nobody has read it yet.';
comment on column contactsync.rejected_record.resolved_by_run is 'The run of that replay.';
