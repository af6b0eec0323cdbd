-- The standing links of the contacts $2 of an account: contact, party, source, whether primary.
select link.contact_id, link.party_id, link.source, link.is_primary
from unnest($2::text[]) as wanted (contact_id)
cross join lateral (
  select *
  from contactsync.link
  where linked_account_id = $1 and contact_id = wanted.contact_id and unlinked_at is null
  offset 0
) as link
order by link.contact_id;
