-- One row per linked account that was not removed.
create or replace view reporting.rpt_freshness with (security_barrier) as
select
  account.organization_id,
  account.linked_account_id,
  account.state,
  account.watermark,
  account.last_sync_result,
  account.last_sync_finished_at,
  last_done.finished_at as last_done_at,
  last_run.outcome as last_outcome,
  last_run.error_code as last_error_code,
  round((extract(epoch from now() - account.watermark) / 3600)::numeric, 2) as age_hours,
  coalesce(last_run.finished_at, last_run.started_at, account.updated_at) as updated_at
from contactsync.linked_account as account
left join lateral (
  select outcome, error_code, started_at, finished_at
  from contactsync.run_account
  where run_account.linked_account_id = account.linked_account_id
  order by started_at desc, run_id desc
  limit 1
) as last_run on true
left join lateral (
  select max(finished_at) as finished_at
  from contactsync.run_account
  where run_account.linked_account_id = account.linked_account_id and run_account.outcome = 'done'
) as last_done on true
where account.state <> 'removed';

comment on view reporting.rpt_freshness is 'How old what we know of each account is.';
comment on column reporting.rpt_freshness.organization_id is
  'The organization (customer of the platform) that owns the row.';
comment on column reporting.rpt_freshness.linked_account_id is 'The linked account, by the platform''s permanent id.';
comment on column reporting.rpt_freshness.state is 'active or paused.';
comment on column reporting.rpt_freshness.watermark is
  'Everything that Merge knew before this instant has been read and settled; null before the first run.';
comment on column reporting.rpt_freshness.last_sync_result is
  'Result of Merge''s last sync of contacts; null while unknown.';
comment on column reporting.rpt_freshness.last_sync_finished_at is
  'When Merge''s last sync with the accounting system ended; null while unknown.';
comment on column reporting.rpt_freshness.last_done_at is
  'When a run last completed the account; null before the first.';
comment on column reporting.rpt_freshness.last_outcome is
  'How the last run ended with the account: done, failed or stopped; null while it runs or before the first.';
comment on column reporting.rpt_freshness.last_error_code is 'Class of the last run''s error; null where none.';
comment on column reporting.rpt_freshness.age_hours is 'Hours since the watermark; null before the first run.';
comment on column reporting.rpt_freshness.updated_at is
  'When the last run ended or began; before the first, when the account was last changed.';
