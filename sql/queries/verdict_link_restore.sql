-- Makes the links $1 again, which have ended, with their changes; $2: whether another link has ended for it, paired. The number of
-- rows by the command tag.
with made as (
  insert into contactsync.link (
    organization_id, linked_account_id, contact_id, party_id, source, probability, match_key, is_primary, run_id
  )
  select
    former.organization_id, former.linked_account_id, former.contact_id, former.party_id, former.source, former.probability,
    former.match_key, former.is_primary, former.run_id
  from contactsync.link as former
  where former.link_id = any($1::bigint[])
  returning organization_id, linked_account_id, contact_id, party_id, source
)
insert into contactsync.link_change (organization_id, linked_account_id, contact_id, party_id, change, source)
select
  made.organization_id, made.linked_account_id, made.contact_id, made.party_id,
  case when wanted.is_moved then 'moved' else 'linked' end, made.source
from made
join contactsync.link as former
  on former.linked_account_id = made.linked_account_id and former.contact_id = made.contact_id
join unnest($1::bigint[], $2::boolean[]) as wanted (link_id, is_moved) on wanted.link_id = former.link_id
order by made.linked_account_id, made.contact_id;
