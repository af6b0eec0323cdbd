-- Adds to today's counts of webhooks: events $1, outcomes $2, how many $3, paired; returns nothing.
insert into contactsync.webhook_count as counted (event, outcome, webhook_count)
select event, outcome, webhook_count
from unnest($1::text[], $2::text[], $3::bigint[]) as added (event, outcome, webhook_count)
order by event, outcome
on conflict (day, event, outcome) do update set webhook_count = counted.webhook_count + excluded.webhook_count;
