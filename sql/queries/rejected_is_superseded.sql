-- A row where contact $2 of an account, changed at $3 and rejected at $4, must not replace what stands: it is not surely newer,
-- by modified_at and by when what stands was written.
select contact_id
from contactsync.contact
where linked_account_id = $1
  and contact_id = $2
  and not (coalesce(modified_at < $3::timestamptz, false) and updated_at <= $4::timestamptz);
