-- How many of the parties $2 of an organization hold anything.
select count(*) as parties
from contactsync.party
where organization_id = $1 and party_id = any($2::text[]) and (erased_at is null or content_hash <> 0);
