-- Creations of the parties $2 of an organization whose answer is still out, in accounts that runs take: account, party.
select creation.linked_account_id, creation.party_id
from contactsync.creation
join contactsync.linked_account as account on account.linked_account_id = creation.linked_account_id
where creation.organization_id = $1
  and creation.party_id = any($2::text[])
  and creation.state in ('sending', 'unknown')
  and account.state = 'active'
order by creation.linked_account_id, creation.party_id;
