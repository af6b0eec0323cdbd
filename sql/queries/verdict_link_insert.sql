-- Links the contacts $3 of accounts $2 to the parties $4 of organization $1 as a person says, with their changes; $5: whether
-- another link has ended for it. All paired: the number of rows by the command tag.
with made as (
  insert into contactsync.link (
    organization_id, linked_account_id, contact_id, party_id, source, match_key, is_primary
  )
  select
    $1, wanted.linked_account_id, wanted.contact_id, wanted.party_id, 'human',
    nullif(contactsync.match_key(candidate.levels), ''), true
  from unnest($2::text[], $3::text[], $4::text[]) as wanted (linked_account_id, contact_id, party_id)
  left join contactsync.candidate
    on candidate.linked_account_id = wanted.linked_account_id
    and candidate.contact_id = wanted.contact_id
    and candidate.party_id = wanted.party_id
  returning linked_account_id, contact_id, party_id
)
insert into contactsync.link_change (organization_id, linked_account_id, contact_id, party_id, change, source)
select $1, made.linked_account_id, made.contact_id, made.party_id, case when wanted.is_moved then 'moved' else 'linked' end, 'human'
from made
join unnest($2::text[], $3::text[], $5::boolean[]) as wanted (linked_account_id, contact_id, is_moved)
  using (linked_account_id, contact_id)
order by made.linked_account_id, made.contact_id;
