-- The candidates of the contacts $2 of an account: contact, party, weight, levels.
select candidate.contact_id, candidate.party_id, candidate.weight, candidate.levels
from unnest($2::text[]) as wanted (contact_id)
cross join lateral (
  select *
  from contactsync.candidate
  where linked_account_id = $1 and contact_id = wanted.contact_id
  offset 0
) as candidate
order by candidate.contact_id, candidate.party_id;
