-- Asks for reads of accounts by our ids $1 or else Merge's ids $2, for reasons $3, paired: the places (from 1 on) of those that
-- nobody here knows, and how many accounts had no open request before. A new linking ends what a failure had put off.
with
wanted as (
  select * from unnest($1::text[], $2::text[], $3::text[]) with ordinality as items (origin_id, merge_id, reason, place)
),
found as (
  select wanted.place, wanted.reason, account.linked_account_id, account.organization_id
  from wanted
  cross join lateral (
    select linked_account_id, organization_id, state
    from contactsync.linked_account
    where linked_account_id = wanted.origin_id
    union all
    select linked_account_id, organization_id, state
    from contactsync.linked_account
    where merge_account_id = wanted.merge_id
      and not exists (select from contactsync.linked_account as named where named.linked_account_id = wanted.origin_id)
  ) as account
  where account.state <> 'removed'
),
asked as (
  select
    linked_account_id, organization_id, count(*) as request_count,
    (array_agg(reason order by reason <> 'LinkedAccount.linked', place))[1] as reason
  from found
  group by linked_account_id, organization_id
),
stored as (
  insert into contactsync.sync_request as request (linked_account_id, organization_id, reason, request_count, linked_at)
  select
    linked_account_id, organization_id, reason, request_count,
    case when reason = 'LinkedAccount.linked' then clock_timestamp() end
  from asked
  order by linked_account_id
  on conflict (linked_account_id) do update
  set
    reason = case when request.request_count = 0 then excluded.reason else request.reason end,
    first_requested_at =
      case when request.request_count = 0 then excluded.first_requested_at else request.first_requested_at end,
    last_requested_at = excluded.last_requested_at,
    request_count = request.request_count + excluded.request_count,
    linked_at = coalesce(excluded.linked_at, request.linked_at),
    attempts = case when excluded.reason = 'LinkedAccount.linked' then 0 else request.attempts end,
    not_before = case when excluded.reason = 'LinkedAccount.linked' then '-infinity' else request.not_before end
  returning linked_account_id, request_count
)
select
  array(select place from wanted where place not in (select place from found)) as unknown,
  (
    select count(*)
    from stored
    join asked using (linked_account_id)
    where stored.request_count = asked.request_count
  ) as opened;
