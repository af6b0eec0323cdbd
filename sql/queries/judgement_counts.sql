-- How many judgements stand on each of the contacts $2 of an account: contact, number; contacts without are left out.
select judgement.contact_id, count(*) as judgements
from unnest($2::text[]) as wanted (contact_id)
join contactsync.judgement
  on judgement.linked_account_id = $1 and judgement.contact_id = wanted.contact_id
group by judgement.contact_id;
