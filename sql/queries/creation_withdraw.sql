-- Takes back the planned creations of an account that are not among the parties $2 and were never sent: the number of rows by
-- the command tag.
delete from contactsync.creation
where linked_account_id = $1 and state = 'planned' and first_sent_at is null and party_id <> all($2::text[]);
