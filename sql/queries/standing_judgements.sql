-- What was said last of each pair (or of a contact as a whole) of the next $3 judged contacts of an account after contact
-- $2: contact, party, answer (withdrawn: nothing stands).
with page as (
  select distinct contact_id
  from contactsync.judgement
  where linked_account_id = $1 and contact_id > $2
  order by contact_id
  limit $3::bigint
)
select distinct on (judgement.contact_id, judgement.party_id)
  judgement.contact_id, judgement.party_id, judgement.answer
from page
join contactsync.judgement on judgement.linked_account_id = $1 and judgement.contact_id = page.contact_id
order by judgement.contact_id, judgement.party_id, judgement.judgement_id desc;
