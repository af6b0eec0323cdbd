-- Notes that a run of account $1 answered the $2 requests that it had seen; returns nothing.
update contactsync.sync_request
set
  request_count = greatest(0, request_count - $2::bigint),
  first_requested_at = case when request_count > $2::bigint then last_requested_at else first_requested_at end,
  served_at = clock_timestamp(), attempts = 0, not_before = '-infinity'
where linked_account_id = $1;
