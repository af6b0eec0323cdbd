-- The linked accounts (all, or those of one organization) by id, each with its last run.
select
  account.linked_account_id,
  account.organization_id,
  account.integration,
  account.merge_account_id,
  account.state,
  account.merge_status,
  account.last_sync_result,
  (extract(epoch from account.last_sync_finished_at) * 1000000)::bigint as last_sync_finished_us,
  (extract(epoch from account.watermark) * 1000000)::bigint as watermark_us,
  account.settled_matcher_version,
  account.settled_party_revision,
  account.settled_links,
  account.token_sealed is not null as has_token,
  account.connection,
  last_run.run_id,
  last_run.outcome,
  last_run.error_code,
  (extract(epoch from last_run.started_at) * 1000000)::bigint as run_started_us,
  (extract(epoch from last_run.finished_at) * 1000000)::bigint as run_finished_us,
  last_run.rows_read,
  (extract(epoch from account.updated_at) * 1000000)::bigint as updated_us
from contactsync.linked_account as account
left join lateral (
  select run_id, outcome, error_code, started_at, finished_at, rows_read
  from contactsync.run_account
  where run_account.linked_account_id = account.linked_account_id
  order by run_id desc
  limit 1
) as last_run on true
where $1::text is null or account.organization_id = $1
order by account.linked_account_id;
