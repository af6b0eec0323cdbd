-- Forgets a rejected record of an account; the number of rows by the command tag.
delete from contactsync.rejected_record
where linked_account_id = $1 and raw_hash = $2::bigint;
