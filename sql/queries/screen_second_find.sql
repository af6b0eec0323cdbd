-- A verdict of organization $1 that somebody else than reviewer $2 gave in the last 30 days, of the one in twenty that are given
-- twice, and that was given once only: its id, or no row.
select recent.verdict_id
from (
  select verdict_id, reviewer, undone_at, source, batch_id, state_before, decided_at
  from contactsync.verdict
  where organization_id = $1
  order by verdict_id desc
  limit 2000
) as recent
where recent.undone_at is null
  and recent.source = 'human'
  and recent.batch_id is null
  and recent.state_before = 'open'
  and recent.reviewer <> $2
  and recent.decided_at > now() - interval '30 days'
  and hashtextextended(recent.verdict_id::text, 0) % 20 = 0
  and not exists (select from contactsync.second_opinion as opinion where opinion.verdict_id = recent.verdict_id)
order by recent.verdict_id
limit 1;
