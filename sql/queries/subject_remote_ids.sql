-- The accounting systems' own ids of the contacts $2 of accounts $1, paired: account, id, whether another contact of the
-- account has it too.
select distinct
  contact.linked_account_id,
  contact.remote_id,
  exists (
    select from contactsync.contact as other
    where other.linked_account_id = contact.linked_account_id
      and other.remote_id = contact.remote_id
      and not exists (
        select from unnest($1::text[], $2::text[]) as also (linked_account_id, contact_id)
        where also.linked_account_id = other.linked_account_id and also.contact_id = other.contact_id
      )
  ) as is_shared
from unnest($1::text[], $2::text[]) as named (linked_account_id, contact_id)
join contactsync.contact
  on contact.linked_account_id = named.linked_account_id and contact.contact_id = named.contact_id
where contact.remote_id <> ''
order by contact.linked_account_id, contact.remote_id;
