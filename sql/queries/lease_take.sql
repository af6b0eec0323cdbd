-- Begins a new epoch of the account's lease ($2 seconds from now): its epoch and
-- organization, or no row for an unknown account.
update contactsync.linked_account
set
  lease_epoch = lease_epoch + 1,
  lease_expires_at = clock_timestamp() + $2::bigint * interval '1 second',
  lease_session = pg_backend_pid()
where linked_account_id = $1
returning lease_epoch, organization_id;
