-- The accounts that know a contact id (with their organizations), by account.
select linked_account_id, organization_id
from contactsync.contact
where contact_id = $1 and ($2::text is null or linked_account_id = $2)
order by linked_account_id;
