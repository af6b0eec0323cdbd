-- The organization that an account's id belongs to, that of the account or else of its sessions of linking, and the connection
-- that reaches the account (null: the environment's); or no row.
select organization_id, connection
from (
  select organization_id, connection, 0 as rank, created_at
  from contactsync.linked_account
  where linked_account_id = $1
  union all
  select organization_id, null, 1, created_at from contactsync.link_session where linked_account_id = $1
) as owners
order by rank, created_at
limit 1;
