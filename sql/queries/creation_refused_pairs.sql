-- The pairs of an account of which a person or an import last said that they are not the same: contact and party, null where
-- the contact is called no party that the platform has.
select contact_id, party_id
from (
  select distinct on (contact_id, party_id) contact_id, party_id, answer
  from contactsync.judgement
  where linked_account_id = $1 and source in ('human', 'import')
  order by contact_id, party_id, judgement_id desc
) as word
where party_id is not null and answer = 'different' or party_id is null and answer = 'new_party'
order by contact_id, party_id;
