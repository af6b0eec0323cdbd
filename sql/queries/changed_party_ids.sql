-- The ids of the parties of an organization that changed after revision $2, by revision and id.
select party_id
from contactsync.party
where organization_id = $1 and revision > $2::bigint
order by revision, party_id;
