-- Notes how the change of contact $2 that is being sent ended; returns nothing.
update contactsync.contact_update
set state = $3, error_class = $4, problems = $5::text[], finished_at = now(), run_id = $6::bigint
where linked_account_id = $1 and contact_id = $2 and state = 'sending';
