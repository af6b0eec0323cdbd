-- One row per run and linked account.
create or replace view reporting.fct_runs with (security_barrier) as
select
  account.run_id,
  run.pipeline,
  account.organization_id,
  account.linked_account_id,
  account.started_at,
  account.finished_at,
  account.outcome,
  account.error_code,
  account.error_text,
  account.pages,
  account.rows_read,
  account.rows_inserted,
  account.rows_updated,
  account.rows_unchanged,
  account.rows_deleted,
  account.rows_rejected,
  account.rows_repeated,
  account.rows_absent,
  account.pairs,
  account.pairs_cut,
  account.matched,
  account.sent_to_review,
  account.unmatched,
  account.created,
  account.extract_ms,
  account.transform_ms,
  account.load_ms,
  account.settle_ms,
  run.product_version,
  coalesce(account.finished_at, account.started_at) as updated_at,
  account.rows_missed,
  account.contacts_checksum,
  account.rate_limit_waits,
  account.rate_limit_wait_ms,
  account.rate_limit_refusals
from contactsync.run_account as account
join contactsync.run on run.run_id = account.run_id;

comment on view reporting.fct_runs is
  'What each run did with each account. rows_read = inserted + updated + unchanged + deleted + rejected + repeated.';
comment on column reporting.fct_runs.run_id is 'The run; one run may cover many accounts.';
comment on column reporting.fct_runs.pipeline is 'Name of the pipeline.';
comment on column reporting.fct_runs.organization_id is
  'The organization (customer of the platform) that owns the row.';
comment on column reporting.fct_runs.linked_account_id is 'The linked account, by the platform''s permanent id.';
comment on column reporting.fct_runs.started_at is 'When the run began with the account.';
comment on column reporting.fct_runs.finished_at is 'When it ended; null while it runs.';
comment on column reporting.fct_runs.outcome is 'done, failed or stopped; null while it runs.';
comment on column reporting.fct_runs.error_code is 'Class of the error that ended it; null where none did.';
comment on column reporting.fct_runs.error_text is 'What was wrong, without personal data; null where nothing was.';
comment on column reporting.fct_runs.pages is 'Pages stored.';
comment on column reporting.fct_runs.rows_read is 'Records read, however they were accounted for.';
comment on column reporting.fct_runs.rows_inserted is
  'Contacts seen for the first time, those already deleted included.';
comment on column reporting.fct_runs.rows_updated is
  'Contacts that differ from what was stored, those that came back from deletion included.';
comment on column reporting.fct_runs.rows_unchanged is 'Contacts that equal what was stored.';
comment on column reporting.fct_runs.rows_deleted is 'Contacts newly read as deleted in the accounting system.';
comment on column reporting.fct_runs.rows_rejected is
  'Records that could not be read or stored; they are in fct_rejected_records.';
comment on column reporting.fct_runs.rows_repeated is 'Records whose contact the same window had written already.';
comment on column reporting.fct_runs.rows_absent is
  'Contacts found missing by a sweep; not read, so not part of rows_read.';
comment on column reporting.fct_runs.pairs is 'Pairs of contact and party that were worth keeping as candidates.';
comment on column reporting.fct_runs.pairs_cut is 'Pairs that oversized blocks would have brought and that were cut.';
comment on column reporting.fct_runs.matched is
  'Contacts that this run settled as matched; contacts that it had no reason to settle again do not count.';
comment on column reporting.fct_runs.sent_to_review is 'Contacts that this run settled as needing a person.';
comment on column reporting.fct_runs.unmatched is 'Contacts that this run settled as unmatched.';
comment on column reporting.fct_runs.created is 'Contacts created in the accounting system.';
comment on column reporting.fct_runs.extract_ms is 'Milliseconds spent on reading.';
comment on column reporting.fct_runs.transform_ms is 'Milliseconds spent on scoring.';
comment on column reporting.fct_runs.load_ms is 'Milliseconds spent on storing pages.';
comment on column reporting.fct_runs.settle_ms is 'Milliseconds spent on settling.';
comment on column reporting.fct_runs.product_version is 'Version of contactsync.';
comment on column reporting.fct_runs.updated_at is
  'When the row last changed: its end, or its beginning while it runs.';
comment on column reporting.fct_runs.rows_missed is
  'Of the rows inserted, updated or deleted, those that earlier runs should have brought, as a sweep found: drift.';
comment on column reporting.fct_runs.contacts_checksum is
  'Of the account''s living contacts after a sweep, 16 hexadecimal digits: the same for the same contacts in any order; null '
  'where the run was no sweep.';
comment on column reporting.fct_runs.rate_limit_waits is
  'Calls that were not sent at once: our own budget was used up, or Merge had answered 429.';
comment on column reporting.fct_runs.rate_limit_wait_ms is
  'Milliseconds that these calls waited; calls that waited together count each.';
comment on column reporting.fct_runs.rate_limit_refusals is 'Answers of Merge that said 429.';
