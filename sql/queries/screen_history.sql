-- The verdicts of organization $1 before verdict $2 (null: from the last), of reviewer $3, of account $4 and contact $5, where those
-- are given, at most $6: the newest first.
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
where verdict.organization_id = $1
  and verdict.verdict_id < coalesce($2::bigint, 9223372036854775807)
  and ($3::text is null or verdict.reviewer = $3)
  and ($4::text is null or (verdict.linked_account_id = $4 and verdict.contact_id = $5))
order by verdict.verdict_id desc
limit $6::bigint;
