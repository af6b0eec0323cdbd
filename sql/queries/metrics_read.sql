-- What Prometheus is shown, from the tables: name without its prefix, labels and their values paired, value. Ids and numbers only.
with
ended as (
  select distinct on (pipeline) run_id, pipeline, started_at, finished_at, outcome
  from contactsync.run
  where finished_at is not null
  order by pipeline, finished_at desc, run_id desc
),
parts as (
  select
    ended.pipeline,
    count(*) filter (where part.outcome = 'done') as done,
    count(*) filter (where part.outcome is distinct from 'done') as failed,
    sum(part.rows_inserted) as inserted, sum(part.rows_updated) as updated, sum(part.rows_unchanged) as unchanged,
    sum(part.rows_deleted) as deleted, sum(part.rows_rejected) as rejected, sum(part.rows_repeated) as repeated,
    sum(part.matched) as matched, sum(part.sent_to_review) as review, sum(part.unmatched) as unmatched,
    sum(part.extract_ms) as extract, sum(part.transform_ms) as transform, sum(part.load_ms) as load,
    sum(part.settle_ms) as settle, sum(part.rate_limit_waits) as waits, sum(part.rate_limit_wait_ms) as waited,
    sum(part.rate_limit_refusals) as refusals
  from ended
  join contactsync.run_account as part using (run_id)
  group by ended.pipeline
),
accounts as (
  select account.linked_account_id, account.watermark, last.outcome, last.error_code, failing.failing_since
  from contactsync.linked_account as account
  left join lateral (
    select run_id, outcome, error_code
    from contactsync.run_account as part
    where part.linked_account_id = account.linked_account_id and part.outcome is not null
    order by run_id desc
    limit 1
  ) as last on true
  left join lateral (
    select min(part.started_at) as failing_since
    from contactsync.run_account as part
    where last.outcome = 'failed'
      and part.linked_account_id = account.linked_account_id
      and part.outcome = 'failed'
      and part.run_id > coalesce((
        select done.run_id
        from contactsync.run_account as done
        where done.linked_account_id = account.linked_account_id and done.outcome = 'done'
        order by done.run_id desc
        limit 1
      ), 0)
  ) as failing on true
  where account.state = 'active'
),
clock as (select clock_timestamp() as now),
series (name, labels, label_values, value) as (
  select 'run_finished_timestamp_seconds', array['pipeline'], array[pipeline], extract(epoch from finished_at)
  from ended
  union all
  select 'run_duration_seconds', array['pipeline'], array[pipeline], extract(epoch from finished_at - started_at)
  from ended
  union all
  select
    'run_outcome', array['pipeline', 'outcome'], array[pipeline, outcomes.outcome],
    (ended.outcome = outcomes.outcome)::integer
  from ended
  cross join unnest(array['done', 'partial', 'failed', 'stopped']) as outcomes (outcome)
  union all
  select 'run_last_done_timestamp_seconds', array['pipeline'], array[pipeline], extract(epoch from max(finished_at))
  from contactsync.run
  where outcome = 'done'
  group by pipeline
  union all
  select 'run_accounts', array['pipeline', 'outcome'], array[pipeline, counted.outcome], counted.value
  from parts
  cross join lateral (values ('done', done), ('failed', failed)) as counted (outcome, value)
  union all
  select 'run_rows', array['pipeline', 'kind'], array[pipeline, counted.kind], counted.value
  from parts
  cross join lateral (
    values
      ('inserted', inserted), ('updated', updated), ('unchanged', unchanged), ('deleted', deleted),
      ('rejected', rejected), ('repeated', repeated)
  ) as counted (kind, value)
  union all
  select 'run_decisions', array['pipeline', 'verdict'], array[pipeline, counted.verdict], counted.value
  from parts
  cross join lateral (
    values ('matched', matched), ('review', review), ('unmatched', unmatched)
  ) as counted (verdict, value)
  union all
  select 'run_stage_seconds', array['pipeline', 'stage'], array[pipeline, counted.stage], counted.value / 1000
  from parts
  cross join lateral (
    values ('extract', extract), ('transform', transform), ('load', load), ('settle', settle)
  ) as counted (stage, value)
  union all
  select counted.name, array['pipeline'], array[pipeline], counted.value
  from parts
  cross join lateral (
    values
      ('run_rate_limit_waits', waits), ('run_rate_limit_wait_seconds', waited / 1000),
      ('run_rate_limit_refusals', refusals)
  ) as counted (name, value)
  union all
  select
    'account_settled', array['account', 'error_code'], array[linked_account_id, coalesce(error_code, '')],
    (outcome = 'done')::integer
  from accounts
  where outcome is not null
  union all
  select
    'account_failing_seconds', array['account', 'error_code'], array[linked_account_id, coalesce(error_code, '')],
    extract(epoch from now - failing_since)
  from accounts
  cross join clock
  where failing_since is not null
  union all
  select 'account_age_seconds', array['account'], array[linked_account_id], extract(epoch from now - watermark)
  from accounts
  cross join clock
  where watermark is not null
  union all
  select 'review_open_items', array['organization'], array[organization_id], count(*)
  from contactsync.review_item
  where state = 'open'
  group by organization_id
  union all
  select
    'review_oldest_item_age_seconds', array['organization'], array[organization_id],
    extract(epoch from max(now) - min(opened_at))
  from contactsync.review_item
  cross join clock
  where state = 'open'
  group by organization_id
  union all
  select 'creations', array['state'], array[state], count(*)
  from contactsync.creation
  group by state
  union all
  select 'sync_requests_open', array[]::text[], array[]::text[], count(*)
  from contactsync.sync_request
  join contactsync.linked_account as account using (linked_account_id)
  where request_count > 0 and account.state = 'active'
  union all
  select
    'sync_request_oldest_age_seconds', array[]::text[], array[]::text[],
    coalesce(extract(epoch from max(now) - min(first_requested_at)), 0)
  from contactsync.sync_request
  join contactsync.linked_account as account using (linked_account_id)
  cross join clock
  where request_count > 0 and account.state = 'active'
  union all
  select 'webhooks_total', array['event', 'outcome'], array[event, outcome], sum(webhook_count)
  from contactsync.webhook_count
  group by event, outcome
)
select name, labels, label_values, value::double precision from series;
