-- Keeps a record that could not be read or stored. One that is kept already is open again, and gets the new reason where that
-- is another; returns nothing.
insert into contactsync.rejected_record (
  linked_account_id, raw_hash, organization_id, contact_id, reason, detail, raw, first_run_id
)
values ($1, $2::bigint, $3, $4, $5, $6, $7, $8::bigint)
on conflict (linked_account_id, raw_hash) do update
set
  contact_id = coalesce(excluded.contact_id, rejected_record.contact_id),
  reason = excluded.reason,
  detail = excluded.detail,
  resolved_at = null,
  resolved_by_run = null
where rejected_record.resolved_at is not null or rejected_record.reason <> excluded.reason;
