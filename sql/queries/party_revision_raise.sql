-- Locks the organization and raises its party revision: the new one.
update contactsync.organization
set party_revision = party_revision + 1
where organization_id = $1
returning party_revision;
