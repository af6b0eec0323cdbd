-- The accounts that somebody was erased from, with their organizations, by account.
select distinct linked_account_id, organization_id
from contactsync.erased_contact
where $1::text is null or linked_account_id = $1
order by linked_account_id;
