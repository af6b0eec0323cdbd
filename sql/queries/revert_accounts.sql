-- The accounts (or the account $2) in which automatic links of run $1 stand: account, organization, number of links.
select linked_account_id, organization_id, count(*) as links
from contactsync.link
where run_id = $1::bigint
  and source = 'auto'
  and unlinked_at is null
  and ($2::text is null or linked_account_id = $2)
group by linked_account_id, organization_id
order by linked_account_id;
