-- Ends the standing links for which link_stage has another party or none: contact, and whether none takes its place.
with ended as (
  update contactsync.link
  set unlinked_at = now(), unlinked_by = stage.ending, updated_at = now()
  from link_stage as stage
  where link.linked_account_id = $1
    and link.contact_id = stage.contact_id
    and link.party_id is distinct from stage.party_id
    and link.unlinked_at is null
    and stage.may_link
    and stage.ending is not null
  returning link.contact_id, link.party_id, stage.ending, stage.party_id is null as is_dropped
),
changes as (
  insert into contactsync.link_change (organization_id, linked_account_id, contact_id, party_id, change, source)
  select
    $2, $1, contact_id, party_id, 'unlinked', case when ending in ('human', 'import') then ending else 'auto' end
  from ended
  where is_dropped
  order by contact_id
)
select contact_id, is_dropped from ended;
