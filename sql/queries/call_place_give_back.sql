-- Ends the call $2 on the place $1: free at once, or after a failure ($3) in $4 milliseconds; returns nothing.
update contactsync.call_failure
set
  held_by = null,
  counts_until = clock_timestamp() + case when $3::boolean then $4::bigint else 0 end * interval '1 millisecond'
where place = $1 and call_number = $2;
