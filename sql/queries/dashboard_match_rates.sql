-- Match rates of organization $1 (null: of all) by account: of each day in $2 to $3 that has a row, and of the last one
-- before; removed accounts are left out.
select linked_account_id, greatest(day, $2::date - 1) as day, contacts, linked_contacts
from (
  select
    daily.linked_account_id, daily.day, daily.contacts, daily.linked_contacts,
    row_number() over (partition by daily.linked_account_id, daily.day >= $2::date order by daily.day desc) as recency
  from reporting.rpt_match_rate_daily as daily
  join reporting.dim_linked_accounts as account on account.linked_account_id = daily.linked_account_id
  where ($1::text is null or daily.organization_id = $1) and daily.day <= $3::date and account.state <> 'removed'
) as rates
where day >= $2::date or recency = 1
order by linked_account_id, day;
