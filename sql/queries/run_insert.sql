-- Begins a run: its id. The session's advisory lock of the run says from now on that it lives.
with begun as (
  insert into contactsync.run (pipeline, product_version, work, job)
  values ($1, $2, $3, $4)
  returning run_id
)
select run_id, pg_advisory_lock(hashtextextended('contactsync run ' || run_id, 0)) as locked
from begun;
