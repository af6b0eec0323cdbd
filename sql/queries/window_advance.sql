-- Notes that $4 pages of the window are stored, which cursor comes next (null: all were read), and in the account's run $5 what
-- came of them: the window's pages so far, or no row.
with counted as (
  update contactsync.run_account
  set
    window_id = $2::bigint,
    pages = pages + $4::bigint,
    rows_read = rows_read + $6::bigint,
    rows_inserted = rows_inserted + $7::bigint,
    rows_updated = rows_updated + $8::bigint,
    rows_unchanged = rows_unchanged + $9::bigint,
    rows_deleted = rows_deleted + $10::bigint,
    rows_rejected = rows_rejected + $11::bigint,
    rows_repeated = rows_repeated + $12::bigint,
    pairs = pairs + $13::bigint,
    pairs_cut = pairs_cut + $14::bigint,
    rows_missed = rows_missed + $15::bigint,
    rows_erased = rows_erased + $16::bigint
  where run_id = $5::bigint and linked_account_id = $1
)
update contactsync.window_checkpoint
set
  cursor = $3,
  pages = pages + $4::bigint,
  phase = case when $3::text is null then 'read_complete' else 'reading' end,
  updated_at = now()
where linked_account_id = $1 and window_id = $2
returning pages;
