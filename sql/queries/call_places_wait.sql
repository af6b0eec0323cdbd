-- Has calls of sessions that are gone count for $2 milliseconds from now at most; milliseconds until one of the first $1 places
-- is free, a quarter of a second at most while a call on its way may end well: one row.
with abandoned as materialized (
  select place
  from contactsync.call_failure as call
  where
    held_by is not null
    and not exists (select from pg_stat_activity as session where session.pid = call.held_by)
  for update skip locked
), ended as (
  update contactsync.call_failure as call
  set
    held_by = null,
    counts_until = least(call.counts_until, clock_timestamp() + $2::bigint * interval '1 millisecond')
  from abandoned
  where call.place = abandoned.place
)
select
  greatest(
    10,
    least(
      ceil(extract(epoch from min(counts_until) - clock_timestamp()) * 1000)::bigint,
      case when bool_or(held_by is not null) then 250 else 10000 end
    )
  ) as wait_ms
from contactsync.call_failure
where place <= $1;
