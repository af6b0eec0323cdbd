-- Each account's part of a run looks for runs that were left open: they are few among all that ever were.
create index run_open on contactsync.run (run_id) where finished_at is null;
