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
  case ranked.side
    when 'contacts' then (
      select name
      from reporting.dim_contacts as contact
      where contact.linked_account_id = ranked.linked_account_id and contact.contact_id = ranked.record_id
    )
    else (
      select name
      from reporting.dim_parties as party
      where party.organization_id = ranked.organization_id and party.party_id = ranked.record_id
    )
  end as name,
  ranked.other_record_id,
  case ranked.side
    when 'contacts' then (
      select name
      from reporting.dim_contacts as contact
      where contact.linked_account_id = ranked.linked_account_id and contact.contact_id = ranked.other_record_id
    )
    else (
      select name
      from reporting.dim_parties as party
      where party.organization_id = ranked.organization_id and party.party_id = ranked.other_record_id
    )
  end as other_name,
  ranked.probability,
  ranked.suspects
from ranked
where ranked.place <= $2::bigint
order by ranked.side, ranked.place;
