-- Asks for a person's word on the contacts $3 of an account, because run $4 was taken back; returns nothing.
insert into contactsync.judgement (organization_id, linked_account_id, contact_id, answer, source, note)
select $2, $1, contact_id, 'unsure', 'revert', 'run ' || $4::bigint
from unnest($3::text[]) as reverted (contact_id);
