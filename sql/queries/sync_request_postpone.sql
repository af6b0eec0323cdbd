-- Puts the request of account $1 off by $2 seconds, twice as long with each attempt, at most $3; returns nothing.
update contactsync.sync_request
set
  not_before = clock_timestamp() + least($2::bigint * power(2, least(attempts, 30)), $3::bigint) * interval '1 second',
  attempts = attempts + 1
where linked_account_id = $1 and request_count > 0;
