-- Runs of organization $1 (null: of all) that began on a UTC day from $2 to $3, at most $4, newest first.
select
  run_id,
  pipeline,
  (extract(epoch from min(started_at)) * 1000000)::bigint as started_at,
  case when bool_and(outcome is not null) then (extract(epoch from max(finished_at)) * 1000000)::bigint end as finished_at,
  count(*) as accounts,
  count(*) filter (where outcome = 'failed') as failed,
  count(*) filter (where outcome = 'stopped') as stopped,
  count(*) filter (where outcome is null) as running,
  sum(rows_read)::bigint as rows_read,
  sum(rows_inserted + rows_updated + rows_deleted)::bigint as rows_changed,
  sum(matched)::bigint as matched,
  sum(sent_to_review)::bigint as sent_to_review,
  sum(rate_limit_wait_ms)::bigint as rate_limit_wait_ms
from reporting.fct_runs
where $1::text is null or organization_id = $1
group by run_id, pipeline
having (min(started_at) at time zone 'UTC')::date between $2::date and $3::date
order by min(started_at) desc, run_id desc
limit $4::bigint;
