-- Whether there is an organization: one row.
select exists (select from contactsync.organization where organization_id = $1) as is_there;
