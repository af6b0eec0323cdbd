-- The open items of class $2 of organization $1 that may be accepted at once, from probability $3, at most $4: review id and row
-- version, in an order that is the same each time and has nothing to do with how likely they are.
select review_id, row_version
from contactsync.review_item
where organization_id = $1
  and match_key = $2
  and state = 'open'
  and kind = 'candidates'
  and not ('judged_unsure' = any(reasons))
  and (contactsync.left_candidates(candidates) -> 0 ->> 'probability')::double precision >= $3::double precision
order by review_id
limit $4::bigint;
