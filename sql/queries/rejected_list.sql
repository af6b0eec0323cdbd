-- Rejected records of account $1, reason $2 and run $3 (null: all), the resolved ones with $4, their raw forms with $5, the
-- newest first: id, account, contact, reason, what was wrong, size, first run, when first met, when resolved, raw.
select
  to_hex(raw_hash) as rejected_id,
  linked_account_id,
  contact_id,
  reason,
  detail,
  octet_length(raw) as raw_bytes,
  first_run_id,
  to_char(rejected_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as rejected_at,
  to_char(resolved_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as resolved_at,
  case when $5::boolean then raw end as raw
from contactsync.rejected_record
where ($1::text is null or linked_account_id = $1)
  and ($2::text is null or reason = $2)
  and ($3::bigint is null or first_run_id = $3::bigint)
  and ($4::boolean or resolved_at is null)
order by contactsync.rejected_record.rejected_at desc, linked_account_id, raw_hash;
