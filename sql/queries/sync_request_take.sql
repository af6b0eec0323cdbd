-- Takes up to $1 requests that are due, for $2 seconds: their accounts; then one row without an account: milliseconds until the
-- next is due, null where none is open.
--
-- The first is due at once. What comes within a minute of an answer is due when nothing has come for a second (five seconds in
-- a storm), and at the latest when the minute is over.
with
due as (
  select
    request.linked_account_id,
    request.not_before,
    greatest(
      request.not_before,
      case
        when request.served_at is not null then
          least(
            request.served_at + interval '60 seconds',
            request.last_requested_at + case when request.request_count < 50 then 1 else 5 end * interval '1 second')
      end) as due_at
  from contactsync.sync_request as request
  join contactsync.linked_account as account using (linked_account_id)
  where request.request_count > 0 and account.state = 'active' and account.token_sealed is not null
),
locked as (
  select request.linked_account_id
  from contactsync.sync_request as request
  join due on due.linked_account_id = request.linked_account_id and due.not_before = request.not_before
  where due.due_at <= clock_timestamp() and request.request_count > 0
  order by due.due_at, request.linked_account_id
  limit $1::bigint
  for update of request skip locked
),
taken as (
  update contactsync.sync_request as request
  set not_before = clock_timestamp() + $2::bigint * interval '1 second'
  from locked
  where request.linked_account_id = locked.linked_account_id
  returning request.linked_account_id
)
select linked_account_id, null::bigint as next_ms from taken
union all
select null, ceil(extract(epoch from min(greatest(due_at, clock_timestamp())) - clock_timestamp()) * 1000)::bigint
from due
where linked_account_id not in (select linked_account_id from taken);
