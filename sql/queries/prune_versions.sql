-- Deletes at most $3 superseded versions, the oldest first, that were superseded at $1 (null: ever) or later and over $2 seconds
-- ago: how many, and when the last of them was superseded.
with old as (
  select linked_account_id, contact_id, superseded_at
  from contactsync.contact_version
  where superseded_at >= coalesce($1::timestamptz, '-infinity') and superseded_at < now() - make_interval(secs => $2::bigint)
  order by superseded_at
  limit $3::bigint
),
gone as (
  delete from contactsync.contact_version
  using old
  where contact_version.linked_account_id = old.linked_account_id
    and contact_version.contact_id = old.contact_id
    and contact_version.superseded_at = old.superseded_at
    and contact_version.superseded_at >= coalesce($1::timestamptz, '-infinity')
)
select count(*), (extract(epoch from max(superseded_at)) * 1000000)::bigint
from old;
