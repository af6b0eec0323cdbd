-- What settling knows of the contacts $2 of an account; ids that are not there are left out.
select
  contact.contact_id,
  (extract(epoch from contact.created_at) * 1000000)::bigint as created_us,
  coalesce(contact.status = 'ARCHIVED', false) as is_archived,
  contact.deleted_at is not null as is_deleted,
  contact.is_customer,
  contact.is_supplier,
  coalesce(contact.company, '') as company
from unnest($2::text[]) as wanted (contact_id)
cross join lateral (
  select *
  from contactsync.contact
  where linked_account_id = $1 and contact_id = wanted.contact_id
  offset 0
) as contact
order by contact.contact_id;
