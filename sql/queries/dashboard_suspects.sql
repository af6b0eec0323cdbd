-- The likeliest duplicate suspects of organization $1 (null: of all), at most $2 of each side, with how many the side has.
with ranked as (
  select
    *,
    count(*) over (partition by side) as suspects,
    row_number() over (partition by side order by probability desc nulls last, record_id, other_record_id) as place
  from reporting.rpt_duplicate_suspects
  where $1::text is null or organization_id = $1
)
select
  ranked.side,
  ranked.linked_account_id,
  ranked.record_id,
  coalesce(contact.name, party.name) as name,
  ranked.other_record_id,
  coalesce(other_contact.name, other_party.name) as other_name,
  ranked.probability,
  ranked.suspects
from ranked
left join reporting.dim_contacts as contact
  on contact.linked_account_id = ranked.linked_account_id and contact.contact_id = ranked.record_id
left join reporting.dim_contacts as other_contact
  on other_contact.linked_account_id = ranked.linked_account_id and other_contact.contact_id = ranked.other_record_id
left join reporting.dim_parties as party
  on ranked.side = 'parties' and party.organization_id = ranked.organization_id and party.party_id = ranked.record_id
left join reporting.dim_parties as other_party
  on ranked.side = 'parties'
  and other_party.organization_id = ranked.organization_id
  and other_party.party_id = ranked.other_record_id
where ranked.place <= $2::bigint
order by ranked.side, ranked.place;
