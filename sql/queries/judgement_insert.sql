-- Adds the judgements of judgement_stage; the number of rows by the command tag.
insert into contactsync.judgement (
  organization_id, linked_account_id, contact_id, party_id, answer, source, reviewer, note,
  verdict_id
)
select
  account.organization_id, stage.linked_account_id, stage.contact_id, stage.party_id, stage.answer, stage.source,
  stage.reviewer, stage.note, stage.verdict_id
from judgement_stage as stage
join contactsync.linked_account as account on account.linked_account_id = stage.linked_account_id
order by stage.ordinal;
