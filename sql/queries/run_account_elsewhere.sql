-- What other runs do with an account while run $1 goes on: whether one seems to hold it, and which one has settled it in place of
-- run $1 (null: none). That one does the same work, and read all of the window after run $1, or the first one of its job, had
-- begun; where it decides ($3), the organization's parties are still those. One row, none for an unknown account.
with own as (
  select
    run.run_id,
    run.pipeline,
    run.work,
    coalesce((select min(first.started_at) from contactsync.run as first where first.job = run.job), run.started_at) as begun
  from contactsync.run
  where run.run_id = $1::bigint
)
select
  coalesce(account.lease_expires_at >= clock_timestamp(), false) as is_held,
  case when not $3::boolean or account.settled_party_revision = organization.party_revision then settled.run_id end
    as settled_by
from contactsync.linked_account as account
join contactsync.organization as organization on organization.organization_id = account.organization_id
left join lateral (
  select part.run_id
  from own
  join contactsync.run_account as part
    on part.linked_account_id = account.linked_account_id and part.started_at >= own.begun and part.run_id <> own.run_id
  join contactsync.run as other
    on other.run_id = part.run_id and other.pipeline = own.pipeline and other.work = own.work
  where part.outcome = 'done'
    and part.window_id is not null
    and not exists (
      select from contactsync.run_account as earlier
      where earlier.linked_account_id = part.linked_account_id
        and earlier.window_id = part.window_id
        and earlier.started_at < own.begun
    )
  order by part.run_id desc
  limit 1
) as settled on true
where account.linked_account_id = $2;
