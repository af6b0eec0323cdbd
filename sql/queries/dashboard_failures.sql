-- Error classes of organization $1 (null: of all) by UTC day from $2 to $3.
select
  day,
  error_code,
  sum(accounts)::bigint as accounts,
  sum(failures)::bigint as failures,
  bool_or(is_passing) as is_passing,
  min(advice) as advice,
  min(last_error_text) as last_error_text
from reporting.rpt_error_classes_daily
where ($1::text is null or organization_id = $1) and day between $2::date and $3::date
group by day, error_code
order by day, error_code;
