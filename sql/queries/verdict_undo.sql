-- Notes that $3 took the verdicts $1 back, after which their items have the row versions $2, paired; the verdict that stands again
-- goes by that, too. Marks the contacts as unsettled; returns nothing.
with undone as (
  update contactsync.verdict
  set undone_at = now(), undone_by = $3
  from unnest($1::bigint[], $2::integer[]) as done (verdict_id, row_version)
  where verdict.verdict_id = done.verdict_id
  returning
    verdict.verdict_id, verdict.linked_account_id, verdict.contact_id, verdict.row_version, done.row_version as now_version
),
standing as (
  update contactsync.verdict
  set row_version = undone.now_version
  from undone
  where verdict.linked_account_id = undone.linked_account_id
    and verdict.contact_id = undone.contact_id
    and verdict.verdict_id < undone.verdict_id
    and verdict.undone_at is null
    and verdict.row_version = undone.row_version - 1
)
insert into contactsync.unsettled (linked_account_id, kind, id)
select distinct linked_account_id, 'c'::"char", contact_id
from undone
on conflict do nothing;
