-- The classes of evidence among the open items of organization $1 that have a candidate left and no link in doubt: class, items,
-- least and greatest probability of the best candidate.
select
  match_key,
  count(*),
  min((contactsync.left_candidates(candidates) -> 0 ->> 'probability')::double precision),
  max((contactsync.left_candidates(candidates) -> 0 ->> 'probability')::double precision)
from contactsync.review_item
where organization_id = $1
  and state = 'open'
  and kind = 'candidates'
  and match_key <> ''
  and not ('judged_unsure' = any(reasons))
group by match_key
order by count(*) desc, match_key;
