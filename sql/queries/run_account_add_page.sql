-- Adds the counts of pages to the account's run; returns nothing.
update contactsync.run_account
set
  window_id = $3::bigint,
  pages = pages + $15::bigint,
  rows_read = rows_read + $4::bigint,
  rows_inserted = rows_inserted + $5::bigint,
  rows_updated = rows_updated + $6::bigint,
  rows_unchanged = rows_unchanged + $7::bigint,
  rows_deleted = rows_deleted + $8::bigint,
  rows_rejected = rows_rejected + $9::bigint,
  rows_repeated = rows_repeated + $10::bigint,
  pairs = pairs + $11::bigint,
  pairs_cut = pairs_cut + $12::bigint,
  rows_missed = rows_missed + $13::bigint,
  rows_erased = rows_erased + $14::bigint
where run_id = $1::bigint and linked_account_id = $2;
