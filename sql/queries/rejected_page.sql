-- The next $4 open rejected records of account $1 after hash $2 that can be read again, of reason $3 (null: any), by hash:
-- hash, raw, when first met in microseconds since 1970.
select raw_hash, raw, (extract(epoch from rejected_at) * 1000000)::bigint as rejected_us
from contactsync.rejected_record
where linked_account_id = $1
  and raw_hash > $2::bigint
  and resolved_at is null
  and octet_length(raw) > 0
  and reason not in ('erased', 'typed_line')
  and ($3::text is null or reason = $3)
order by raw_hash
limit $4::bigint;
