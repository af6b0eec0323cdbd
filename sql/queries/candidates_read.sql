-- The candidates of a contact, best first: party, weight, levels.
select party_id, weight, levels
from contactsync.candidate
where linked_account_id = $1 and contact_id = $2
order by weight desc, party_id;
