-- Ends the session $2 if it holds the account's advisory lock, waiting up to five seconds: one row if so.
select pg_terminate_backend(holder.pid, 5000) as ended
from pg_locks as holder
cross join lateral hashtextextended('contactsync account ' || $1, 0) as lock (key)
where holder.locktype = 'advisory'
  and holder.granted
  and holder.objsubid = 1
  and holder.database = (select oid from pg_database where datname = current_database())
  and holder.classid::bigint = (lock.key >> 32) & 4294967295
  and holder.objid::bigint = lock.key & 4294967295
  and holder.pid = $2::bigint
  and holder.pid <> pg_backend_pid();
