-- Stores a frequency snapshot under the next number: that number.
insert into contactsync.frequency_snapshot (organization_id, snapshot_number, content, content_hash, party_count)
select
  $1,
  coalesce((select max(snapshot_number) from contactsync.frequency_snapshot where organization_id = $1), 0) + 1,
  $2::bytea, $3, $4::integer
returning snapshot_number;
