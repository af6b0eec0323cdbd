-- The party revision of an organization: at most one row.
select party_revision
from contactsync.organization
where organization_id = $1;
