-- Whether the account's lease has not run out, and the session whose lease has (null: the lease was given back, or is not known
-- to be a session's): one row, none for an unknown account.
select
  coalesce(lease_expires_at >= clock_timestamp(), false) as is_held,
  case when lease_expires_at < clock_timestamp() then lease_session end as lease_session
from contactsync.linked_account
where linked_account_id = $1;
