-- The verdicts $2 of organization $1, as the history tells them: the newest first.
select
  verdict.verdict_id,
  verdict.batch_id::text,
  verdict.linked_account_id,
  verdict.contact_id,
  contact.name,
  verdict.verdict,
  verdict.party_id,
  party.name,
  verdict.reviewer,
  verdict.source,
  (extract(epoch from verdict.decided_at) * 1000000)::bigint,
  (extract(epoch from verdict.undone_at) * 1000000)::bigint,
  verdict.undone_by,
  verdict.matcher_version,
  before.party_id,
  after.party_id,
  contactsync.review_id(verdict.linked_account_id, verdict.contact_id)
from contactsync.verdict
left join contactsync.contact
  on contact.linked_account_id = verdict.linked_account_id and contact.contact_id = verdict.contact_id
left join contactsync.party on party.organization_id = verdict.organization_id and party.party_id = verdict.party_id
left join contactsync.link as before on before.link_id = verdict.link_before
left join contactsync.link as after on after.link_id = verdict.link_after
where verdict.organization_id = $1 and verdict.verdict_id = any($2::bigint[])
order by verdict.verdict_id desc;
