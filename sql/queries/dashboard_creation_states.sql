-- How many creations of organization $1 (null: of all) are in each state.
select state, count(*) as creations
from reporting.rpt_creations
where $1::text is null or organization_id = $1
group by state
order by state;
