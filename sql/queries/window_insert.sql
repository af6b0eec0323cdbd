-- Opens a window with its first page about to be stored: its id.
insert into contactsync.window_checkpoint (
  linked_account_id, pipeline, since, lower_bound, upper_bound, merge_account_id, is_relink, modified_before,
  is_sweep, missed_before
)
values ($1, $2, $3, $4::timestamptz, $5::timestamptz, $6, $7::boolean, $8::timestamptz, $9::boolean, $10::timestamptz)
returning window_id;
