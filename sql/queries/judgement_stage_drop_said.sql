-- Drops from judgement_stage what was said last of its contact and party anyway, and not asked again since: ordinals.
delete from judgement_stage as stage
using judgement_stage as same
left join lateral (
  select answer, judgement_id
  from contactsync.judgement
  where linked_account_id = same.linked_account_id
    and contact_id = same.contact_id
    and party_id is not distinct from same.party_id
    and source in ('human', 'import')
  order by judgement_id desc
  limit 1
) as word on true
left join lateral (
  select max(judgement_id) as judgement_id
  from contactsync.judgement
  where linked_account_id = same.linked_account_id
    and contact_id = same.contact_id
    and source not in ('human', 'import')
) as question on true
where stage.ordinal = same.ordinal
  and coalesce(word.answer, 'withdrawn') = same.answer
  and (same.answer = 'withdrawn' or coalesce(question.judgement_id, 0) < word.judgement_id)
returning stage.ordinal;
