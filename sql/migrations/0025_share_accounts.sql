-- Several runs of one pipeline share its accounts: whose lease it is, and which runs do the same work.
alter table contactsync.linked_account add column lease_session integer;
comment on column contactsync.linked_account.lease_session is
  'The server''s process (pg_backend_pid) that took the lease last.';
alter table contactsync.run
  add column work text,
  add column job text;
comment on column contactsync.run.work is
  'Hash of all that decides what the run does with an account; null: it shares its accounts with no other run.';
comment on column contactsync.run.job is
  'What the run is a part of, as its caller named it: what one run of a job has settled is settled for all of them.';
create index run_job on contactsync.run (job, started_at) where job is not null;
