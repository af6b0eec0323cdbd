-- The session that holds the account's advisory lock and is to give way: it rehearses, or it has done nothing for $2 seconds. At
-- most one row. The login asks, who may see what its own sessions do.
select holder.pid as lease_session
from pg_locks as holder
cross join lateral hashtextextended('contactsync account ' || $1, 0) as lock (key)
join pg_stat_activity as activity on activity.pid = holder.pid
where holder.locktype = 'advisory'
  and holder.granted
  and holder.objsubid = 1
  and holder.database = (select oid from pg_database where datname = current_database())
  and holder.classid::bigint = (lock.key >> 32) & 4294967295
  and holder.objid::bigint = lock.key & 4294967295
  and (
    activity.application_name like 'rehearsal of %'
    or (activity.state = 'idle' and activity.state_change < clock_timestamp() - $2::bigint * interval '1 second')
  );
