-- Notes that $4 pages of the window are stored and which cursor comes next (null: all were read): the pages so far, or no row.
update contactsync.window_checkpoint
set
  cursor = $3,
  pages = pages + $4::bigint,
  phase = case when $3::text is null then 'read_complete' else 'reading' end,
  updated_at = now()
where linked_account_id = $1 and window_id = $2
returning pages;
