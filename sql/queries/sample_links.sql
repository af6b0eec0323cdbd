-- The next $4 standing automatic links after link $3, of organization $1 and account $2 (null: all).
select link_id, linked_account_id, contact_id, probability
from contactsync.link
where source = 'auto'
  and unlinked_at is null
  and ($1::text is null or organization_id = $1)
  and ($2::text is null or linked_account_id = $2)
  and link_id > $3::bigint
order by link_id
limit $4::bigint;
