-- Who is the person that contact $3 of account $2, or party $4, of organization $1 stands for: itself, and with $5 also whoever
-- is linked to it, or was until both were erased, and parties merged into one another: kind (c contact, p party), account, id.
with recursive members (kind, linked_account_id, id) as (
  select
    case when $3::text is null then 'p' else 'c' end, coalesce($2::text, ''), coalesce($3::text, $4::text)
  union
  select other.kind, other.linked_account_id, other.id
  from members
  cross join lateral (
    select 'p' as kind, '' as linked_account_id, link.party_id as id
    from contactsync.link
    where members.kind = 'c'
      and link.linked_account_id = members.linked_account_id
      and link.contact_id = members.id
      and (
        link.unlinked_at is null
        or link.unlinked_by = 'erase' and exists (
          select from contactsync.party
          where party.organization_id = $1 and party.party_id = link.party_id and party.erased_at is not null
        )
      )
    union all
    select 'c', link.linked_account_id, link.contact_id
    from contactsync.link
    where members.kind = 'p'
      and link.organization_id = $1
      and link.party_id = members.id
      and (
        link.unlinked_at is null
        or link.unlinked_by = 'erase' and not exists (
          select from contactsync.contact
          where contact.linked_account_id = link.linked_account_id and contact.contact_id = link.contact_id
        )
      )
    union all
    select 'p', '', party.merged_into
    from contactsync.party
    where members.kind = 'p'
      and party.organization_id = $1
      and party.party_id = members.id
      and party.merged_into <> ''
    union all
    select 'p', '', party.party_id
    from contactsync.party
    where members.kind = 'p' and party.organization_id = $1 and party.merged_into = members.id
  ) as other
  where $5::boolean
)
select kind, linked_account_id, id
from members
order by kind, linked_account_id, id;
