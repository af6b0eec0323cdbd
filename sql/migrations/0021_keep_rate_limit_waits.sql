-- How Merge's rate limit held up each account's part of a run.
alter table contactsync.run_account
  add column rate_limit_waits bigint not null default 0,
  add column rate_limit_wait_ms bigint not null default 0,
  add column rate_limit_refusals bigint not null default 0;
comment on column contactsync.run_account.rate_limit_waits is
  'Calls that were not sent at once: our own budget was used up, or Merge had answered 429.';
comment on column contactsync.run_account.rate_limit_wait_ms is
  'Milliseconds that these calls waited; calls that waited together count each.';
comment on column contactsync.run_account.rate_limit_refusals is 'Answers that said 429.';
