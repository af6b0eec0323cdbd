-- Accounts of organization $1 (null: of all) that were not removed, at most $3, the stalest first, with how many there are,
-- how many are active, and how many of these were settled within $2 hours.
select
  fresh.organization_id,
  fresh.linked_account_id,
  account.integration,
  fresh.state,
  fresh.age_hours,
  (extract(epoch from fresh.last_done_at) * 1000000)::bigint as last_done_at,
  fresh.last_outcome,
  fresh.last_error_code,
  fresh.last_sync_result,
  count(*) over () as accounts,
  count(*) filter (where fresh.state = 'active') over () as active_accounts,
  count(*) filter (where fresh.state = 'active' and fresh.age_hours <= $2::numeric) over () as fresh_accounts
from reporting.rpt_freshness as fresh
join reporting.dim_linked_accounts as account on account.linked_account_id = fresh.linked_account_id
where $1::text is null or fresh.organization_id = $1
order by fresh.state, fresh.age_hours desc nulls first, fresh.linked_account_id
limit $3::bigint;
