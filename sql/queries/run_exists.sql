-- Whether there is a run with this id: one row.
select exists (select from contactsync.run where run_id = $1::bigint) as is_known;
