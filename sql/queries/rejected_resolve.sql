-- Notes that run $2 has dealt with the rejected records $3 of an account; the number of rows by the command tag.
update contactsync.rejected_record
set resolved_at = now(), resolved_by_run = $2::bigint
where linked_account_id = $1 and raw_hash = any($3::bigint[]) and resolved_at is null;
