-- The newest verdicts of organization $1 before verdict $2 (null: from the last), of reviewer $3 where one is given, at most $4.
select verdict_id
from contactsync.verdict
where organization_id = $1
  and verdict_id < coalesce($2::bigint, 9223372036854775807)
  and ($3::text is null or reviewer = $3)
order by verdict_id desc
limit $4::bigint;
