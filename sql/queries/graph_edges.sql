-- The candidates of the contacts $2 of an account: contact, party, weight, levels.
select candidate.contact_id, candidate.party_id, candidate.weight, candidate.levels
from unnest($2::text[]) as wanted (contact_id)
join contactsync.candidate
  on candidate.linked_account_id = $1 and candidate.contact_id = wanted.contact_id
order by candidate.contact_id, candidate.party_id;
