-- Which of the contacts $2 with the content hashes $3, paired, an account does not hold like that: ordinal (from 0), whether it
-- is known at all, the party that it is linked to.
select (wanted.ordinal - 1)::integer as ordinal, contact.contact_id is not null as is_known, link.party_id
from unnest($2::text[], $3::bigint[]) with ordinality as wanted (contact_id, content_hash, ordinal)
left join contactsync.contact
  on contact.linked_account_id = $1 and contact.contact_id = wanted.contact_id
left join contactsync.link
  on link.linked_account_id = $1 and link.contact_id = wanted.contact_id and link.unlinked_at is null
where contact.content_hash is distinct from wanted.content_hash
order by wanted.ordinal;
