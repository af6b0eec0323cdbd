-- Each account's part of a run looks for runs that were left open: they are few among all that ever were.
create index run_open on contactsync.run (run_id) where finished_at is null;

-- What review_item_open was for review_item_queue does, which also begins with the organization; and windows are always asked for
-- with their account.
drop index contactsync.review_item_open;
alter table contactsync.window_checkpoint drop constraint window_checkpoint_window_id_key;
