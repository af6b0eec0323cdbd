-- Inserts the candidates of contacts that had none; returns nothing.
insert into contactsync.candidate (linked_account_id, contact_id, party_id, weight, levels)
select $1, contact_id, party_id, weight, levels
from candidate_stage;
