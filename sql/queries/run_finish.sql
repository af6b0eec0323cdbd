-- Ends a run with its outcome; returns nothing.
update contactsync.run
set finished_at = clock_timestamp(), outcome = $2
where run_id = $1::bigint;
