-- Notes in the account's run how many contacts a sweep found missing, and the checksum of those that live: checksum.
update contactsync.run_account
set
  rows_absent = rows_absent + $3::bigint,
  contacts_checksum = (
    select lpad(to_hex(coalesce(bit_xor(hashtextextended(contact_id, content_hash)), 0)), 16, '0')
    from contactsync.contact
    where linked_account_id = $2 and deleted_at is null
  )
where run_id = $1::bigint and linked_account_id = $2
returning contacts_checksum;
