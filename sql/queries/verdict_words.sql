-- The last words on the contacts $2 of accounts $1, paired, as a whole and with each party; and what was asked last of each: account,
-- contact, party, answer, whether it is a question, judgement.
select distinct on (linked_account_id, contact_id, is_question, party_id)
  linked_account_id, contact_id, party_id, answer, is_question, judgement_id
from (
  select
    judgement.linked_account_id, judgement.contact_id, judgement.answer, judgement.judgement_id,
    judgement.source not in ('human', 'import') as is_question,
    case when judgement.source in ('human', 'import') then judgement.party_id end as party_id
  from unnest($1::text[], $2::text[]) as wanted (linked_account_id, contact_id)
  join contactsync.judgement
    on judgement.linked_account_id = wanted.linked_account_id and judgement.contact_id = wanted.contact_id
) as said
order by linked_account_id, contact_id, is_question, party_id, judgement_id desc;
