-- The judgements on the contacts $2 of an account, oldest first: contact, party, answer, source.
select judgement.contact_id, judgement.party_id, judgement.answer, judgement.source
from unnest($2::text[]) as wanted (contact_id)
cross join lateral (
  select *
  from contactsync.judgement
  where linked_account_id = $1 and contact_id = wanted.contact_id
  offset 0
) as judgement
order by judgement.judgement_id;
