-- One row per record of a linked account that could not be read or stored, by its raw form.
create or replace view reporting.fct_rejected_records with (security_barrier) as
select
  organization_id,
  linked_account_id,
  to_hex(raw_hash) as rejected_id,
  contact_id,
  reason,
  detail,
  octet_length(raw) as raw_bytes,
  first_run_id,
  rejected_at,
  resolved_at,
  coalesce(resolved_at, rejected_at) as updated_at
from contactsync.rejected_record;

comment on view reporting.fct_rejected_records is
  'Records kept apart because they could not be read or stored; they never block the others.';
comment on column reporting.fct_rejected_records.organization_id is
  'The organization (customer of the platform) that owns the row.';
comment on column reporting.fct_rejected_records.linked_account_id is
  'The linked account, by the platform''s permanent id.';
comment on column reporting.fct_rejected_records.rejected_id is 'Hash of the raw record, hexadecimal.';
comment on column reporting.fct_rejected_records.contact_id is
  'Merge''s id of the contact where it could be read; else null.';
comment on column reporting.fct_rejected_records.reason is
  'Class, such as missing_id, too_deep, wrong_type or unstorable.';
comment on column reporting.fct_rejected_records.detail is 'What was wrong and where, without personal data.';
comment on column reporting.fct_rejected_records.raw_bytes is 'Size of the record as received, in bytes.';
comment on column reporting.fct_rejected_records.first_run_id is 'The run that met it first.';
comment on column reporting.fct_rejected_records.rejected_at is 'When it was met first.';
comment on column reporting.fct_rejected_records.resolved_at is
  'When a replay read it, or found that a newer form of the contact stands; null while it is open.';
comment on column reporting.fct_rejected_records.updated_at is 'When it was met first, or resolved.';
