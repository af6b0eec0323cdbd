-- The linked accounts of organization $1: id and integration.
select linked_account_id, integration
from contactsync.linked_account
where organization_id = $1 and state <> 'removed'
order by linked_account_id;
