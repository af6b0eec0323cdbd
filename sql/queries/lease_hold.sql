-- Locks the account's row and renews the lease if its epoch is still ours: organization, what was settled and Merge's id,
-- or no row.
update contactsync.linked_account
set lease_expires_at = clock_timestamp() + $3::bigint * interval '1 second'
where linked_account_id = $1 and lease_epoch = $2
returning
  organization_id,
  -- What is undecided is settled whole.
  coalesce(settled_matcher_version <> 'undecided', false) as was_settled,
  (extract(epoch from watermark) * 1000000)::bigint as watermark_us,
  merge_account_id;
