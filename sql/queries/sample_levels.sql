-- What the pairs of the links $1 compared as, where they are candidates still: link and levels.
select link.link_id, candidate.levels
from unnest($1::bigint[]) as drawn (link_id)
join contactsync.link on link.link_id = drawn.link_id
join contactsync.candidate
  on candidate.linked_account_id = link.linked_account_id
  and candidate.contact_id = link.contact_id
  and candidate.party_id = link.party_id;
