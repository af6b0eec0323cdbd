-- Creations of organization $1 (null: of all) that need a person, at most $2, the oldest first.
select
  creation.linked_account_id,
  creation.party_id,
  party.name,
  creation.state,
  creation.error_class,
  creation.problems,
  creation.age_hours
from reporting.rpt_creations as creation
left join reporting.dim_parties as party
  on party.organization_id = creation.organization_id and party.party_id = creation.party_id
where ($1::text is null or creation.organization_id = $1) and creation.state in ('rejected', 'unknown', 'review')
order by creation.planned_at, creation.linked_account_id, creation.party_id
limit $2::bigint;
