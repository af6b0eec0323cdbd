-- The next $4 contacts that are called a new party and not linked, after judgement $1, judged since $2 (null: ever), of one
-- organization or all ($3 null), in order.
select
  judgement.judgement_id, (extract(epoch from judgement.judged_at) * 1000000)::bigint as judged_us,
  contact.organization_id, contact.linked_account_id, contact.contact_id, contact.remote_id, contact.name,
  contact.email_address, contact.tax_number, contact.status, contact.currency, contact.company, contact.is_customer,
  contact.is_supplier, contact.addresses, contact.phone_numbers
from contactsync.judgement
join contactsync.contact
  on contact.linked_account_id = judgement.linked_account_id and contact.contact_id = judgement.contact_id
where judgement.judgement_id > $1::bigint
  and judgement.party_id is null
  and judgement.answer = 'new_party'
  and judgement.source in ('human', 'import')
  and ($2::timestamptz is null or judgement.judged_at >= $2)
  and ($3::text is null or contact.organization_id = $3)
  and contact.deleted_at is null
  and not exists (
    select from contactsync.judgement as later
    where later.linked_account_id = judgement.linked_account_id
      and later.contact_id = judgement.contact_id
      and later.party_id is null
      and later.source in ('human', 'import')
      and later.judgement_id > judgement.judgement_id
  )
  and not exists (
    select from contactsync.link
    where link.linked_account_id = judgement.linked_account_id
      and link.contact_id = judgement.contact_id
      and link.unlinked_at is null
  )
order by judgement.judgement_id
limit $4::bigint;
