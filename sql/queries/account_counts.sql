-- One row of counts of an account: contacts, deleted, matched, in review, unmatched, standing links, open review items.
select
  (select count(*) from contactsync.contact where linked_account_id = $1) as contacts,
  (select count(*) from contactsync.contact where linked_account_id = $1 and deleted_at is not null) as deleted,
  count(*) filter (where verdict = 'matched') as matched,
  count(*) filter (where verdict = 'review') as in_review,
  count(*) filter (where verdict = 'unmatched') as unmatched,
  (select count(*) from contactsync.link where linked_account_id = $1 and unlinked_at is null) as links,
  (select count(*) from contactsync.review_item where linked_account_id = $1 and state = 'open') as open_items
from contactsync.decision
where linked_account_id = $1;
