-- How many records of organization $1 (null: of all) have each field, by side.
select side, field, sum(records)::bigint as records, sum(filled_records)::bigint as filled_records
from reporting.rpt_data_completeness
where $1::text is null or organization_id = $1
group by side, field
order by field, side;
