-- Keeps what reviewer $3 said of the contact of verdict $2 of organization $1: verdict $4 and party $5; one row where it was new.
insert into contactsync.second_opinion (
  verdict_id, organization_id, linked_account_id, contact_id, reviewer, verdict, party_id, agrees
)
select
  verdict_id, organization_id, linked_account_id, contact_id, $3::text, $4::text, $5::text,
  verdict = $4::text and (verdict <> 'match' or party_id = $5::text)
from contactsync.verdict
where organization_id = $1 and verdict_id = $2::bigint and reviewer <> $3::text and undone_at is null
on conflict do nothing
returning verdict_id;
