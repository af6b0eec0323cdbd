-- Deletes the rejected records that were replayed over $1 seconds ago; the number by the command tag.
delete from contactsync.rejected_record
where resolved_at < now() - make_interval(secs => $1::bigint);
