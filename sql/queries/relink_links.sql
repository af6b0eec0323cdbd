-- Ends the standing links of the contacts $2 of an account and makes them anew on the contacts $3, paired, where none
-- stands, with their changes: one row with the number made.
with pairs as (
  select old_id, new_id
  from unnest($2::text[], $3::text[]) as pair (old_id, new_id)
),
ended as (
  update contactsync.link
  set unlinked_at = now(), unlinked_by = 'relink', updated_at = now()
  from pairs
  where link.linked_account_id = $1 and link.contact_id = pairs.old_id and link.unlinked_at is null
  returning
    link.organization_id, link.contact_id, pairs.new_id, link.party_id, link.source, link.probability, link.is_primary,
    link.run_id, link.match_key
),
made as (
  insert into contactsync.link (
    organization_id, linked_account_id, contact_id, party_id, source, probability, is_primary, run_id, match_key
  )
  select organization_id, $1, new_id, party_id, source, probability, is_primary, run_id, match_key
  from ended
  where not exists (
    select from contactsync.link as standing
    where standing.linked_account_id = $1 and standing.contact_id = ended.new_id and standing.unlinked_at is null
  )
  returning organization_id, contact_id, party_id, source
),
changes as (
  insert into contactsync.link_change (organization_id, linked_account_id, contact_id, party_id, change, source)
  select organization_id, $1, contact_id, party_id, change, source
  from (
    select organization_id, contact_id, party_id, 'unlinked' as change, source from ended
    union all
    select organization_id, contact_id, party_id, 'linked', source from made
  ) as both_sides
  order by change desc, contact_id
)
select count(*) as made
from made;
