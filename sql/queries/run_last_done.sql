-- When a pipeline last ended with every account settled, in seconds since 1970; null: never.
select extract(epoch from max(finished_at))::bigint as finished_seconds
from contactsync.run
where pipeline = $1 and outcome = 'done';
