-- The organizations of party_stage with the number of their parties, by id.
select organization_id, count(*) as parties
from party_stage
group by organization_id
order by organization_id;
