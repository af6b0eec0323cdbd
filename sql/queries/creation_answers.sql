-- The creations of an account that wait for a person or were lost, where something is known now: party, the contact that it is
-- linked to, whether a person said of the contact in question that it is the party (true), or not (false).
select creation.party_id, link.contact_id, word.is_same, creation.asked_contact_id
from contactsync.creation
left join lateral (
  select contact_id
  from contactsync.link
  where party_id = creation.party_id and linked_account_id = creation.linked_account_id and unlinked_at is null
  order by is_primary desc, contact_id
  limit 1
) as link on true
left join lateral (
  select
    case
      when bool_or(answer = 'same') then true
      when bool_or(answer in ('different', 'new_party')) then false
    end as is_same
  from (
    select distinct on (party_id) answer
    from contactsync.judgement
    where linked_account_id = creation.linked_account_id
      and contact_id = creation.asked_contact_id
      and (party_id = creation.party_id or party_id is null)
      and source in ('human', 'import')
    order by party_id, judgement_id desc
  ) as last_word
) as word on true
where creation.linked_account_id = $1
  and creation.state in ('review', 'unknown')
  and (link.contact_id is not null or creation.state = 'review' and word.is_same is not null)
order by creation.party_id;
