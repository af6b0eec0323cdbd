-- The last verdict of reviewer $2 in an organization that was not taken back, and its batch: at most one row.
select verdict_id, batch_id
from contactsync.verdict
where organization_id = $1 and reviewer = $2 and undone_at is null
order by verdict_id desc
limit 1;
