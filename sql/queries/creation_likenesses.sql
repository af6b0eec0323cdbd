-- The candidates of the parties $3 of organization $2 (and of those merged into them) in account $1: party, contact, weight,
-- levels, whether the contact is linked to another party.
with recursive family (root, party_id) as (
  select party_id, party_id
  from unnest($3::text[]) as wanted (party_id)
  union
  select family.root, party.party_id
  from family
  join contactsync.party on party.organization_id = $2 and party.merged_into = family.party_id
)
select family.root, candidate.contact_id, candidate.weight, candidate.levels, link.party_id is not null as is_taken
from family
cross join lateral (
  select *
  from contactsync.candidate
  where party_id = family.party_id and linked_account_id = $1
  offset 0
) as candidate
left join lateral (
  select party_id
  from contactsync.link
  where linked_account_id = $1 and contact_id = candidate.contact_id and unlinked_at is null
  offset 0
) as link on true
order by family.root, candidate.contact_id;
