-- The standing links of the contacts $2 of an account: contact, party, source, whether primary.
select link.contact_id, link.party_id, link.source, link.is_primary
from unnest($2::text[]) as wanted (contact_id)
join contactsync.link
  on link.linked_account_id = $1 and link.contact_id = wanted.contact_id and link.unlinked_at is null
order by link.contact_id;
