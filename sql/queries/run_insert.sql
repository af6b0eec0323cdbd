-- Begins a run: its id.
insert into contactsync.run (pipeline, product_version)
values ($1, $2)
returning run_id;
