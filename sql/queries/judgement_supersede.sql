-- Takes back what cannot stand beside the judgements of judgement_stage: the number of rows by the command tag.
-- same: of other parties, and what was said of the contact as a whole; new_party and unsure of the contact as a whole:
-- same of any party.
insert into contactsync.judgement (
  organization_id, linked_account_id, contact_id, party_id, answer, source, reviewer, verdict_id
)
select distinct on (stage.linked_account_id, stage.contact_id, word.party_id)
  account.organization_id, stage.linked_account_id, stage.contact_id, word.party_id, 'withdrawn', stage.source,
  stage.reviewer, stage.verdict_id
from judgement_stage as stage
join contactsync.linked_account as account on account.linked_account_id = stage.linked_account_id
cross join lateral (
  select distinct on (party_id) party_id, answer
  from contactsync.judgement
  where linked_account_id = stage.linked_account_id
    and contact_id = stage.contact_id
    and source in ('human', 'import')
  order by party_id, judgement_id desc
) as word
where (
    stage.answer = 'same'
    and word.party_id is distinct from stage.party_id
    and (word.answer = 'same' or (word.party_id is null and word.answer <> 'withdrawn'))
  )
  or (
    stage.party_id is null
    and stage.answer in ('new_party', 'unsure')
    and word.party_id is not null
    and word.answer = 'same'
  )
order by stage.linked_account_id, stage.contact_id, word.party_id, stage.ordinal;
