-- The accounts (of $2; null: all) in which something is held of contact $1, with their organizations, by account.
select account.linked_account_id, account.organization_id
from contactsync.linked_account as account
where ($2::text is null or account.linked_account_id = $2)
  and (
    exists (
      select from contactsync.contact
      where contact.linked_account_id = account.linked_account_id and contact.contact_id = $1
    )
    or exists (
      select from contactsync.contact_version as version
      where version.linked_account_id = account.linked_account_id and version.contact_id = $1
    )
    or exists (
      select from contactsync.judgement
      where judgement.linked_account_id = account.linked_account_id and judgement.contact_id = $1
    )
    or exists (
      select from contactsync.link
      where link.linked_account_id = account.linked_account_id and link.contact_id = $1
    )
    or exists (
      select from contactsync.rejected_record as rejected
      where rejected.linked_account_id = account.linked_account_id and rejected.contact_id = $1
    )
  )
order by account.linked_account_id;
