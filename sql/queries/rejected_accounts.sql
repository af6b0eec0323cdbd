-- The accounts with open rejected records that can be read again, of account $1 and reason $2 (null: all), by account.
select distinct linked_account_id
from contactsync.rejected_record
where resolved_at is null
  and octet_length(raw) > 0
  and reason not in ('erased', 'typed_line')
  and ($1::text is null or linked_account_id = $1)
  and ($2::text is null or reason = $2)
order by linked_account_id;
