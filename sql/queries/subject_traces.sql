-- By which texts records without an id are known to be of the contacts $2 of accounts $1, paired: account, text as in JSON.
select distinct known.linked_account_id, to_json(texts.text)::text as json
from unnest($1::text[], $2::text[]) as named (linked_account_id, contact_id)
join (
  select linked_account_id, contact_id, name, email_address
  from contactsync.contact
  union all
  select linked_account_id, contact_id, name, email_address
  from contactsync.contact_version
) as known
  on known.linked_account_id = named.linked_account_id and known.contact_id = named.contact_id
cross join lateral (values (known.contact_id), (known.name), (known.email_address)) as texts (text)
where texts.text <> ''
order by known.linked_account_id, json;
