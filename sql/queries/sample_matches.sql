-- Three linked contacts of an organization, each of another match key, that tell most of how matching works: account and
-- contact id.
select linked_account_id, contact_id
from (
  select distinct on (decision.match_key)
    decision.linked_account_id, decision.contact_id, decision.match_key, decision.probability
  from contactsync.decision
  join contactsync.contact using (linked_account_id, contact_id)
  join contactsync.party
    on party.organization_id = decision.organization_id and party.party_id = decision.party_id
  where decision.organization_id = $1
    and decision.verdict = 'matched'
    and lower(contact.name) <> lower(party.name)
  order by decision.match_key, decision.probability, decision.contact_id
) as by_key
order by length(match_key) desc, probability, contact_id
limit 3;
