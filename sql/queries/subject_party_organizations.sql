-- The organizations (of $2; null: all) that know party $1, by id.
select organization_id
from contactsync.party
where party_id = $1 and ($2::text is null or organization_id = $2)
order by organization_id;
