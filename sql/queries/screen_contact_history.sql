-- The newest 20 verdicts on contact $3 of account $2, of organization $1.
select verdict_id
from contactsync.verdict
where linked_account_id = $2 and contact_id = $3 and organization_id = $1
order by verdict_id desc
limit 20;
