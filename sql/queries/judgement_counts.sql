-- How many judgements stand on each of the contacts $2 of an account: contact, number; contacts without are left out.
select judgement.contact_id, count(*) as judgements
from unnest($2::text[]) as wanted (contact_id)
cross join lateral (
  select *
  from contactsync.judgement
  where linked_account_id = $1 and contact_id = wanted.contact_id
  offset 0
) as judgement
group by judgement.contact_id;
