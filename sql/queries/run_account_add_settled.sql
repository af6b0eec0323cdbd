-- Adds the contacts that were settled to the account's run, by verdict; returns nothing.
update contactsync.run_account
set
  matched = matched + $3::bigint,
  sent_to_review = sent_to_review + $4::bigint,
  unmatched = unmatched + $5::bigint
where run_id = $1::bigint and linked_account_id = $2;
