-- What creating in an account depends on: party revision and links of its last settling, whether a good sync of Merge's own
-- lies before its watermark, whether contacts are unsettled, and the watermark.
select
  coalesce(account.settled_party_revision, -1) as settled_revision,
  account.settled_links,
  account.watermark is not null
    and account.last_sync_result = 'DONE'
    and account.last_sync_finished_at <= account.watermark as is_read_whole,
  coalesce(account.settled_matcher_version, 'undecided') <> 'undecided' as is_settled,
  exists (
    select from contactsync.unsettled
    join contactsync.contact
      on contact.linked_account_id = unsettled.linked_account_id and contact.contact_id = unsettled.id
    where unsettled.linked_account_id = $1 and unsettled.kind = 'c'
  ) or exists (
    select from contactsync.unsettled where linked_account_id = $1 and kind = 'p'
  ) as is_unsettled,
  exists (
    select from contactsync.window_checkpoint where linked_account_id = $1 and is_relink
  ) as is_relinking,
  (extract(epoch from account.watermark) * 1000000)::bigint as watermark_us
from contactsync.linked_account as account
where account.linked_account_id = $1;
