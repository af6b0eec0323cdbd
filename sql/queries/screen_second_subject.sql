-- The account and contact of verdict $2 of organization $1, which somebody else than reviewer $3 gave: one row or none.
select linked_account_id, contact_id
from contactsync.verdict
where organization_id = $1 and verdict_id = $2::bigint and reviewer <> $3 and undone_at is null;
