-- Marks the contacts of judgement_stage as unsettled; returns nothing.
insert into contactsync.unsettled (linked_account_id, kind, id)
select distinct linked_account_id, 'c'::"char", contact_id
from judgement_stage
on conflict do nothing;
