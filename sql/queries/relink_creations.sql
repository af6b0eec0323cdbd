-- Lets the creations whose contacts have new ids ($2, now $3, paired) follow them; returns nothing.
update contactsync.creation
set contact_id = pair.new_id, updated_at = now()
from unnest($2::text[], $3::text[]) as pair (old_id, new_id)
where creation.linked_account_id = $1 and creation.contact_id = pair.old_id;
