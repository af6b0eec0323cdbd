-- Says of the contacts $3 of an account what was said of the contacts $2, paired, where nobody has said anything of them yet:
-- the number of rows by the command tag.
insert into contactsync.judgement (
  organization_id, linked_account_id, contact_id, party_id, answer, source, reviewer, note, judged_at
)
select
  judgement.organization_id, $1, pair.new_id, judgement.party_id, judgement.answer, judgement.source,
  judgement.reviewer, judgement.note, judgement.judged_at
from unnest($2::text[], $3::text[]) as pair (old_id, new_id)
join contactsync.judgement
  on judgement.linked_account_id = $1 and judgement.contact_id = pair.old_id
where not exists (
  select from contactsync.judgement as own
  where own.linked_account_id = $1 and own.contact_id = pair.new_id
)
order by judgement.judgement_id;
