-- The newest frequency snapshot of an organization: number, content, hash; at most one row.
select snapshot_number, content, content_hash
from contactsync.frequency_snapshot
where organization_id = $1
order by snapshot_number desc
limit 1;
