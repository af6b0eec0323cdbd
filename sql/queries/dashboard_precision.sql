-- Automatic links of organization $1 (null: of all) by month from $2, and how many of them were corrected since.
select made.month, made.links, coalesce(wrong.links, 0) as corrected
from (
  select date_trunc('month', changed_at at time zone 'UTC')::date as month, count(*) as links
  from reporting.fct_link_changes
  where ($1::text is null or organization_id = $1) and source = 'auto' and change in ('linked', 'moved')
  group by month
) as made
left join (
  select date_trunc('month', linked_at at time zone 'UTC')::date as month, count(*) as links
  from reporting.rpt_corrections
  where $1::text is null or organization_id = $1
  group by month
) as wrong on wrong.month = made.month
where made.month >= $2::date
order by made.month;
