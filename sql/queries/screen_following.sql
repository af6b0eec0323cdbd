-- The next 51 open items of organization $1 after priority $2 and review id $3 (null: from the first), of account $4 and evidence
-- class $5 where those are given (a limit that the planner knows, so that it follows the index): review id.
select review_id
from contactsync.review_item
where organization_id = $1
  and state = 'open'
  and priority <= coalesce($2::double precision, 'infinity')
  and (priority < coalesce($2::double precision, 'infinity') or review_id > coalesce($3::text, ''))
  and ($4::text is null or linked_account_id = $4)
  and ($5::text is null or match_key = $5)
order by priority desc, review_id
limit 51;
