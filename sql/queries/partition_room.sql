-- How many sessions and prepared transactions this server lets in, and how many locks it has room for in all: one row.
select
  sessions,
  sessions * current_setting('max_locks_per_transaction')::bigint as locks
from (
  select current_setting('max_connections')::bigint + current_setting('max_prepared_transactions')::bigint as sessions
) as server;
