-- The next $3 link changes after change $1, of one organization or all ($2 null), in order.
select
  change_id, organization_id, linked_account_id, contact_id, party_id, change, source,
  (extract(epoch from changed_at) * 1000000)::bigint as changed_us
from contactsync.link_change
where change_id > $1::bigint and ($2::text is null or organization_id = $2)
order by change_id
limit $3::bigint;
