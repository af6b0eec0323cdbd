-- Asks for a person's word on the contacts $4 of an account, any of which may be the contact $3 of before, paired, and shows
-- the parties that those are linked to; returns nothing.
insert into contactsync.judgement (organization_id, linked_account_id, contact_id, party_id, answer, source)
select $2, $1, contact_id, party_id, 'unsure', 'relink'
from (
  select pair.new_id as contact_id, link.party_id
  from unnest($3::text[], $4::text[]) as pair (old_id, new_id)
  join contactsync.link
    on link.linked_account_id = $1 and link.contact_id = pair.old_id and link.unlinked_at is null
  union
  select new_id, null
  from unnest($4::text[]) as unclear (new_id)
) as asked
order by contact_id, party_id;
