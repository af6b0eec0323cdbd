-- What taking back the verdicts $2, or those of batch $3, of an organization must know: one row for each, in order.
select
  verdict.verdict_id,
  verdict.linked_account_id,
  verdict.contact_id,
  contactsync.review_id(verdict.linked_account_id, verdict.contact_id) as review_id,
  verdict.undone_at is not null as is_undone,
  contact.contact_id is not null as is_known,
  exists (
    select from contactsync.judgement as newer
    left join contactsync.verdict as other on other.verdict_id = newer.verdict_id
    where newer.linked_account_id = verdict.linked_account_id
      and newer.contact_id = verdict.contact_id
      and newer.verdict_id is distinct from verdict.verdict_id
      and other.undone_at is null
      and newer.judgement_id > (
        select min(own.judgement_id)
        from contactsync.judgement as own
        where own.linked_account_id = verdict.linked_account_id
          and own.contact_id = verdict.contact_id
          and own.verdict_id = verdict.verdict_id
      )
  ) or exists (
    select from contactsync.verdict as newer
    where newer.linked_account_id = verdict.linked_account_id
      and newer.contact_id = verdict.contact_id
      and newer.verdict_id > verdict.verdict_id
      and newer.undone_at is null
  ) as is_overtaken,
  (standing.party_id, standing.source) is distinct from (after.party_id, after.source) as is_link_changed,
  party.erased_at is not null as is_party_erased,
  standing.party_id,
  before.party_id,
  case when before.link_id is distinct from after.link_id then before.link_id end as former_link,
  before.link_id is distinct from after.link_id as has_changed_link,
  verdict.state_before,
  verdict.kind_before,
  verdict.reasons_before,
  item.row_version is not distinct from verdict.row_version as is_item_untouched,
  item.state,
  item.kind,
  item.reasons,
  verdict.other_party_ids,
  verdict.party_id
from contactsync.verdict
left join contactsync.contact
  on contact.linked_account_id = verdict.linked_account_id and contact.contact_id = verdict.contact_id
left join contactsync.review_item as item
  on item.linked_account_id = verdict.linked_account_id and item.contact_id = verdict.contact_id
left join contactsync.link as standing
  on standing.linked_account_id = verdict.linked_account_id
  and standing.contact_id = verdict.contact_id
  and standing.unlinked_at is null
left join contactsync.link as before on before.link_id = verdict.link_before
left join contactsync.link as after on after.link_id = verdict.link_after
left join contactsync.party on party.organization_id = verdict.organization_id and party.party_id = before.party_id
where verdict.organization_id = $1
  and (verdict.verdict_id = any($2::bigint[]) or verdict.batch_id = $3::uuid)
order by verdict.verdict_id;
