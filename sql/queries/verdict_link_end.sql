-- Ends the standing links of the contacts $2 of accounts $1 that are not to the parties $3, all paired, as a person says; their
-- changes where no other link follows: account, contact, party.
with ended as (
  update contactsync.link
  set unlinked_at = now(), unlinked_by = 'human', updated_at = now()
  from unnest($1::text[], $2::text[], $3::text[]) as wanted (linked_account_id, contact_id, party_id)
  where link.linked_account_id = wanted.linked_account_id
    and link.contact_id = wanted.contact_id
    and link.party_id is distinct from wanted.party_id
    and link.unlinked_at is null
  returning link.organization_id, link.linked_account_id, link.contact_id, link.party_id, wanted.party_id is null as is_dropped
),
changes as (
  insert into contactsync.link_change (organization_id, linked_account_id, contact_id, party_id, change, source)
  select organization_id, linked_account_id, contact_id, party_id, 'unlinked', 'human'
  from ended
  where is_dropped
  order by linked_account_id, contact_id
)
select linked_account_id, contact_id, party_id from ended;
