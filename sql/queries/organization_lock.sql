-- Locks the organization's row against other imports: its party revision.
select party_revision
from contactsync.organization
where organization_id = $1
for update;
