-- How many items of organization $1 are open, 1000 at most, and how many verdicts reviewer $3 gave since $2, of the last 2000.
select
  (
    select count(*)
    from (select from contactsync.review_item where organization_id = $1 and state = 'open' limit 1000) as items
  ),
  (
    select count(*)
    from (
      select decided_at
      from contactsync.verdict
      where organization_id = $1 and reviewer = $3 and undone_at is null
      order by verdict_id desc
      limit 2000
    ) as given
    where decided_at >= $2::timestamptz
  );
