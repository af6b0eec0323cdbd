-- Open review items of organization $1 (null: of all) by kind and age band.
select kind, age_band, sum(open_items)::bigint as open_items, max(oldest_age_days) as oldest_age_days
from reporting.rpt_review_ageing
where $1::text is null or organization_id = $1
group by kind, age_band
order by kind, age_band;
