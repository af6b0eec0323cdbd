-- Keeps a record that could not be read or stored, unless it is kept already; returns nothing.
insert into contactsync.rejected_record (
  linked_account_id, raw_hash, organization_id, contact_id, reason, detail, raw, first_run_id
)
values ($1, $2::bigint, $3, $4, $5, $6, $7, $8::bigint)
on conflict (linked_account_id, raw_hash) do nothing;
