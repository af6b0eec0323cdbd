-- The history of one organization, the newest first, without reading that of the others.
create index verdict_organization on contactsync.verdict (organization_id, verdict_id);
