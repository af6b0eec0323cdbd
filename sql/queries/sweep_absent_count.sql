-- How many living contacts of an account its sweep $2 has not met, those left out that were written since it began.
select count(*) as absent
from contactsync.contact as contact
join contactsync.window_checkpoint as checkpoint
  on checkpoint.linked_account_id = contact.linked_account_id
  and checkpoint.window_id = $2::bigint
where contact.linked_account_id = $1
  and contact.deleted_at is null
  and contact.updated_at < checkpoint.started_at
  and not exists (
    select from contactsync.sweep_seen as seen
    where seen.linked_account_id = $1 and seen.contact_id = contact.contact_id
  );
