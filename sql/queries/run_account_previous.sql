-- What earlier runs did with accounts: outcome and error code of the last run of this pipeline, error code and begin of the last
-- run of any pipeline that asked Merge, and when a webhook last said that the account was linked; one row for each account that
-- has one of the first two.
select
  wanted.linked_account_id,
  same_pipeline.outcome,
  same_pipeline.error_code,
  asked.error_code as asked_error_code,
  (extract(epoch from asked.started_at) * 1000000)::bigint as asked_us,
  (extract(epoch from request.linked_at) * 1000000)::bigint as linked_us
from unnest($2::text[]) as wanted (linked_account_id)
left join lateral (
  select part.outcome, part.error_code
  from contactsync.run_account as part
  cross join lateral (
    select pipeline
    from contactsync.run
    where run_id = part.run_id
    offset 0
  ) as run
  where part.linked_account_id = wanted.linked_account_id
    and part.outcome in ('done', 'failed')
    and run.pipeline = $1
  order by part.run_id desc
  limit 1
) as same_pipeline on true
left join lateral (
  select error_code, started_at
  from contactsync.run_account as part
  where part.linked_account_id = wanted.linked_account_id
    and part.outcome in ('done', 'failed')
    and part.was_asked
  order by part.run_id desc
  limit 1
) as asked on true
left join contactsync.sync_request as request on request.linked_account_id = wanted.linked_account_id
where same_pipeline.outcome is not null or asked.started_at is not null;
