-- Merge limits an address after 20 failures in ten seconds, whatever process they are of: all processes share so many places
-- for calls, and a call that failed keeps its place for ten seconds.
create unlogged table contactsync.call_failure (
  place bigint primary key,
  call_number bigint not null default 0,
  held_by integer,
  counts_until timestamptz not null default '-infinity'
) with (fillfactor = 50);
comment on table contactsync.call_failure is
  'The places for calls to Merge that may fail, of all processes together. Unlogged: made anew by the next process when a crash '
  'emptied it.';
comment on column contactsync.call_failure.call_number is 'Rises with each call that takes the place.';
comment on column contactsync.call_failure.held_by is
  'Process of the server (pg_stat_activity.pid) whose client''s call is on its way; null: none is.';
comment on column contactsync.call_failure.counts_until is
  'The place is free from then on: ten seconds after a failure; for a call on its way the latest that its failure could count.';
