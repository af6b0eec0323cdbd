-- Of the parties $2 of an organization those that are known: party, who survives it (null: it is retired), whether it was erased.
select party_id, contactsync.survivor(organization_id, party_id) as survivor, erased_at is not null as is_erased
from contactsync.party
where organization_id = $1 and party_id = any($2::text[]);
