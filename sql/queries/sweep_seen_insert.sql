-- Notes that a whole read has met the contacts $2 of an account; returns nothing.
insert into contactsync.sweep_seen (linked_account_id, contact_id)
select distinct $1, contact_id
from unnest($2::text[]) as met (contact_id)
on conflict do nothing;
