-- The judgements on the contacts $2 of an account, oldest first: contact, party, answer, source.
select judgement.contact_id, judgement.party_id, judgement.answer, judgement.source
from unnest($2::text[]) as wanted (contact_id)
join contactsync.judgement
  on judgement.linked_account_id = $1 and judgement.contact_id = wanted.contact_id
order by judgement.judgement_id;
