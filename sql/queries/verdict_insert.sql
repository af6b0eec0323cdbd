-- Keeps verdicts of organization $1, with what stands now; $2: as one batch. Their account, contact, verdict, party, source and
-- reviewer are paired, and the parties $10 are of the verdicts $9, counted from 1: verdict, account, contact, batch.
with batch as materialized (
  select case when $2::boolean then gen_random_uuid() end as batch_id
)
insert into contactsync.verdict (
  organization_id, batch_id, linked_account_id, contact_id, verdict, party_id, other_party_ids, source, reviewer,
  matcher_version, state_before, kind_before, reasons_before, link_before
)
select
  $1, batch.batch_id, said.linked_account_id, said.contact_id, said.verdict, said.party_id,
  array(
    select other.party_id
    from unnest($9::bigint[], $10::text[]) with ordinality as other (ordinal, party_id, place)
    where other.ordinal = said.ordinal
    order by other.place
  ),
  said.source, said.reviewer, decision.matcher_version, item.state, item.kind, item.reasons, link.link_id
from batch
cross join unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[]) with ordinality as said (
  linked_account_id, contact_id, verdict, party_id, source, reviewer, ordinal
)
left join contactsync.decision
  on decision.linked_account_id = said.linked_account_id and decision.contact_id = said.contact_id
left join contactsync.review_item as item
  on item.linked_account_id = said.linked_account_id and item.contact_id = said.contact_id
left join contactsync.link
  on link.linked_account_id = said.linked_account_id and link.contact_id = said.contact_id and link.unlinked_at is null
order by said.ordinal
returning verdict_id, linked_account_id, contact_id, batch_id;
