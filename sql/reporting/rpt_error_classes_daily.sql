-- One row per organization, UTC day and error code with which runs of its accounts ended that day.
create or replace view reporting.rpt_error_classes_daily with (security_barrier) as
with advice (class, is_passing, advice) as (
  values
    ('unauthorized', false, 'Have the account linked again; if every account fails so, check MERGE_API_KEY.'),
    ('api_key_refused', false, 'Set the API key of the account''s connection to one of its region.'),
    ('merge_away', true, 'Run again later; if it stays, check the network and the connection''s base URL.'),
    ('connection_unusable', false, 'Mend the account''s entry under connections of the pipeline file.'),
    ('token_missing', false, 'Store the account''s token: contactsync accounts add.'),
    ('token_sealed', false, 'Put the missing key back into CONTACTSYNC_TOKEN_KEYS, or add the account''s token anew.'),
    ('forbidden', false, 'Check the Merge plan and the scopes that the account granted.'),
    ('not_found', false, 'Check that the integration has contacts, and MERGE_BASE_URL.'),
    ('bad_request', false, 'See the account''s logs in Merge''s dashboard.'),
    ('cursor_refused', true, 'Run again; if it stays, report it to Merge.'),
    ('cursor_repeated', false, 'Report it to Merge: the listing never ends.'),
    ('rate_limited', true, 'Run again later, or lower MERGE_RATE_LIMIT.'),
    ('server_trouble', true, 'Run again later; see Merge''s status page.'),
    ('network', true, 'Run again later; if it stays, check the network and MERGE_BASE_URL.'),
    ('timeout', true, 'Run again later.'),
    ('malformed', true, 'Run again later; if it stays, check MERGE_BASE_URL.'),
    ('redirected', false, 'Check MERGE_BASE_URL.'),
    ('tls', false, 'Check the certificate, MERGE_CA_FILE and MERGE_BASE_URL.'),
    ('too_large', false, 'Lower extract.page_size; if it stays, report it to Merge.'),
    ('stale', true, 'Wait for Merge''s own sync; if the link is broken, have the account linked again.'),
    ('other_books', false, 'Another company was linked under this id: add it as an account of its own.'),
    ('relink_needed', false, 'Have the account linked again: its credentials have expired.'),
    ('unexpected', false, 'See which rate the text names: mend the source, or raise its limit under expect.'),
    ('never_settled', true, 'Let a run of the account come to its end first.'),
    ('held', true, 'Another run had the account: nothing to do.'),
    ('stopped', true, 'Somebody stopped the run: run again.'),
    ('process_ended', true, 'The process died: run again, and look at its log for the cause.'),
    ('load', true, 'Another process took the account over: run again.'),
    ('file', false, 'Mend what the text says of the file; then run again.'),
    ('database_lost', true, 'Run again when the database is back.'),
    ('database', false, 'Look up the SQLSTATE at the end of the code; then run again.'),
    ('internal', false, 'Report it with the text.')
),
failures as (
  select
    organization_id,
    run_id,
    linked_account_id,
    error_code,
    error_text,
    case
      when error_code like 'database\_%' and error_code <> 'database_lost' then 'database' else error_code
    end as class,
    coalesce(finished_at, started_at) as ended_at
  from contactsync.run_account
  where error_code is not null
),
daily as (
  select
    organization_id,
    (ended_at at time zone 'UTC')::date as day,
    error_code,
    class,
    count(distinct run_id) as runs,
    count(distinct linked_account_id) as accounts,
    count(*) as failures,
    (array_agg(error_text order by ended_at desc, run_id desc, linked_account_id))[1] as last_error_text,
    max(ended_at) as updated_at
  from failures
  group by organization_id, day, error_code, class
)
select
  daily.organization_id,
  daily.day,
  daily.error_code,
  daily.runs,
  daily.accounts,
  daily.failures,
  coalesce(advice.is_passing, false) as is_passing,
  coalesce(advice.advice, 'See the text; if it does not help, report it.') as advice,
  daily.last_error_text,
  daily.updated_at
from daily
left join advice on advice.class = daily.class;

comment on view reporting.rpt_error_classes_daily is 'What runs failed of, how widely, and what to do.';
comment on column reporting.rpt_error_classes_daily.organization_id is
  'The organization (customer of the platform) that owns the row.';
comment on column reporting.rpt_error_classes_daily.day is 'The day on which the runs ended with the accounts, in UTC.';
comment on column reporting.rpt_error_classes_daily.error_code is
  'Class of the error, as in fct_runs; database_ is followed by PostgreSQL''s SQLSTATE.';
comment on column reporting.rpt_error_classes_daily.runs is 'Runs that ended so with an account.';
comment on column reporting.rpt_error_classes_daily.accounts is 'Accounts with which a run ended so.';
comment on column reporting.rpt_error_classes_daily.failures is 'Pairs of run and account that ended so.';
comment on column reporting.rpt_error_classes_daily.is_passing is 'Whether running again may be all that it takes.';
comment on column reporting.rpt_error_classes_daily.advice is 'What to do.';
comment on column reporting.rpt_error_classes_daily.last_error_text is
  'What the last of them said, without personal data; null where nothing.';
comment on column reporting.rpt_error_classes_daily.updated_at is 'When the last of them ended.';
