-- How many items of organization $1 are open, how many verdicts were given since $2, and how many of them by reviewer $3.
select
  (select count(*) from contactsync.review_item where organization_id = $1 and state = 'open'),
  (
    select count(*)
    from contactsync.verdict
    where organization_id = $1 and undone_at is null and decided_at >= $2::timestamptz
  ),
  (
    select count(*)
    from contactsync.verdict
    where organization_id = $1 and reviewer = $3 and undone_at is null and decided_at >= $2::timestamptz
  );
