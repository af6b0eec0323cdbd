-- Ends the sessions of reviewer $1 in organization $2 (null: in all): the organizations. Forgets who was signed out over $3 seconds
-- ago, whose links and sessions have expired.
with forgotten as (
  delete from contactsync.review_sign_out
  where ended_at < clock_timestamp() - $3::bigint * interval '1 second' and reviewer <> $1
)
insert into contactsync.review_sign_out as sign_out (organization_id, reviewer)
select organization_id, $1
from contactsync.organization
where $2::text is null or organization_id = $2
order by organization_id
on conflict (organization_id, reviewer) do update set ended_at = excluded.ended_at
returning organization_id;
