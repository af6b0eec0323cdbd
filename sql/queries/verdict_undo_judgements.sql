-- Says again of each contact and party of the verdicts $1 what was said before, or nothing, as $2 wishes: the number of rows by the
-- command tag.
insert into contactsync.judgement (
  organization_id, linked_account_id, contact_id, party_id, answer, source, reviewer, note, verdict_id
)
select
  own.organization_id, own.linked_account_id, own.contact_id, own.party_id, coalesce(prior.answer, 'withdrawn'),
  coalesce(prior.source, 'human'), case when prior.answer <> 'withdrawn' then prior.reviewer else $2 end, prior.note,
  own.verdict_id
from (
  select
    judgement.organization_id, judgement.linked_account_id, judgement.contact_id, judgement.party_id, judgement.verdict_id,
    min(judgement.judgement_id) as first_id
  from contactsync.verdict
  join contactsync.judgement
    on judgement.linked_account_id = verdict.linked_account_id
    and judgement.contact_id = verdict.contact_id
    and judgement.verdict_id = verdict.verdict_id
  where verdict.verdict_id = any($1::bigint[])
  group by 1, 2, 3, 4, 5
) as own
left join lateral (
  select answer, source, reviewer, note
  from contactsync.judgement
  where linked_account_id = own.linked_account_id
    and contact_id = own.contact_id
    and party_id is not distinct from own.party_id
    and source in ('human', 'import')
    and judgement_id < own.first_id
  order by judgement_id desc
  limit 1
) as prior on true
order by own.verdict_id, prior.answer nulls first, own.party_id;
