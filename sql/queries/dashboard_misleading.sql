-- What corrected links of organization $1 (null: of all) rested on, at most $2 kinds, the commonest first.
select match_key, count(*) as corrected, avg(probability) as probability
from reporting.rpt_corrections
where $1::text is null or organization_id = $1
group by match_key
order by corrected desc, match_key
limit $2::bigint;
