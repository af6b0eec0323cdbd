-- The organization that an account's id belongs to: that of the account, else that of its sessions of linking; or no row.
select organization_id
from (
  select organization_id, 0 as rank, created_at from contactsync.linked_account where linked_account_id = $1
  union all
  select organization_id, 1, created_at from contactsync.link_session where linked_account_id = $1
) as owners
order by rank, created_at
limit 1;
