-- Asks again what was open before the verdicts $1, where what was said before them would now seem to answer it: the number of rows by
-- the command tag.
insert into contactsync.judgement (
  organization_id, linked_account_id, contact_id, party_id, answer, source, note, verdict_id
)
select
  question.organization_id, question.linked_account_id, question.contact_id, question.party_id, question.answer,
  question.source, question.note, own.verdict_id
from (
  select verdict.verdict_id, verdict.linked_account_id, verdict.contact_id, min(judgement.judgement_id) as first_id
  from contactsync.verdict
  join contactsync.judgement
    on judgement.linked_account_id = verdict.linked_account_id
    and judgement.contact_id = verdict.contact_id
    and judgement.verdict_id = verdict.verdict_id
  where verdict.verdict_id = any($1::bigint[])
  group by 1, 2, 3
) as own
cross join lateral (
  select max(word.judgement_id) as judgement_id
  from (
    select distinct on (party_id) judgement_id, answer
    from contactsync.judgement
    where linked_account_id = own.linked_account_id
      and contact_id = own.contact_id
      and source in ('human', 'import')
      and judgement_id < own.first_id
    order by party_id, judgement_id desc
  ) as word
  where word.answer <> 'withdrawn'
) as answered
join contactsync.judgement as question
  on question.linked_account_id = own.linked_account_id
  and question.contact_id = own.contact_id
  and question.source not in ('human', 'import')
  and question.judgement_id > answered.judgement_id
  and question.judgement_id < own.first_id
order by question.judgement_id;
