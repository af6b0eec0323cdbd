-- Makes the links of link_stage that do not stand, and their changes (moved for the contacts $4): contact and change.
with made as (
  insert into contactsync.link (
    organization_id, linked_account_id, contact_id, party_id, source, probability, match_key, is_primary, run_id
  )
  select
    $3, $1, stage.contact_id, stage.party_id, stage.source, stage.probability, stage.match_key, stage.is_primary,
    $2::bigint
  from link_stage as stage
  where stage.may_link and stage.party_id is not null and not exists (
    select from contactsync.link
    where link.linked_account_id = $1 and link.contact_id = stage.contact_id and link.unlinked_at is null
  )
  returning contact_id, party_id, source
)
insert into contactsync.link_change (organization_id, linked_account_id, contact_id, party_id, change, source)
select
  $3, $1, contact_id, party_id, case when contact_id = any($4::text[]) then 'moved' else 'linked' end, source
from made
order by contact_id
returning contact_id, change;
