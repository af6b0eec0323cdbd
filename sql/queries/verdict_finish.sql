-- Notes what stands after the verdicts $1, and the row versions $2 of their items, paired; returns nothing.
update contactsync.verdict
set
  row_version = done.row_version,
  link_after = (
    select link.link_id
    from contactsync.link
    where link.linked_account_id = verdict.linked_account_id
      and link.contact_id = verdict.contact_id
      and link.unlinked_at is null
  )
from unnest($1::bigint[], $2::integer[]) as done (verdict_id, row_version)
where verdict.verdict_id = done.verdict_id;
