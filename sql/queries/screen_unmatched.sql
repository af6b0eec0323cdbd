-- The contacts of organization $1 that no party resembles enough and nobody spoke about, after account $2 and contact $3, whose name
-- holds the pattern $4, of account $5 where given; at most $6: account, contact, name, mailbox, address, reasons, since when.
select
  decision.linked_account_id,
  decision.contact_id,
  contact.name,
  contact.email_address,
  contactsync.address_text(contact.addresses),
  array_to_string(decision.reasons, ','),
  (extract(epoch from decision.decided_at) * 1000000)::bigint
from contactsync.decision
join contactsync.contact
  on contact.linked_account_id = decision.linked_account_id and contact.contact_id = decision.contact_id
where decision.organization_id = $1
  and decision.verdict = 'unmatched'
  and (decision.linked_account_id, decision.contact_id) > ($2, $3)
  and ($5::text is null or decision.linked_account_id = $5)
  and contact.deleted_at is null
  and ($4::text is null or contact.name ilike $4)
  and not exists (
    select
    from contactsync.link
    where link.linked_account_id = decision.linked_account_id
      and link.contact_id = decision.contact_id
      and link.unlinked_at is null
  )
  and not exists (
    select
    from contactsync.verdict
    where verdict.linked_account_id = decision.linked_account_id
      and verdict.contact_id = decision.contact_id
      and verdict.verdict = 'new_party'
      and verdict.undone_at is null
  )
order by decision.linked_account_id, decision.contact_id
limit $6::bigint;
