-- Notes accounts that a run did not ask because they are known to fail, with code and text; returns nothing.
insert into contactsync.run_account (
  run_id, linked_account_id, organization_id, finished_at, outcome, error_code, error_text, was_asked
)
select $1::bigint, account.linked_account_id, account.organization_id, now(), 'failed', known.code, known.words, false
from unnest($2::text[], $3::text[], $4::text[]) as known (linked_account_id, code, words)
join contactsync.linked_account as account on account.linked_account_id = known.linked_account_id;
