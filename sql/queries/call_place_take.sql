-- Takes a free place of the first $1 for a call whose failure would count for $2 milliseconds from now at the latest: the place,
-- the call's number and how many other places are free, or no row.
with free as materialized (
  select place
  from contactsync.call_failure
  where place <= $1 and counts_until <= clock_timestamp()
  order by counts_until
  limit 1
  for update skip locked
)
update contactsync.call_failure as mine
set
  call_number = call_number + 1,
  held_by = pg_backend_pid(),
  counts_until = clock_timestamp() + $2::bigint * interval '1 millisecond'
from free
where mine.place = free.place
returning
  mine.place,
  mine.call_number,
  (
    select count(*) - 1
    from contactsync.call_failure
    where place <= $1 and counts_until <= clock_timestamp()
  ) as others_free;
