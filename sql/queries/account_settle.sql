-- Records what was settled (null: as before), and moves the watermark to the window's upper bound where the window leaves no
-- gap: watermark.
update contactsync.linked_account as account
set
  settled_matcher_version = $2,
  settled_party_revision = coalesce($3::bigint, account.settled_party_revision),
  settled_links = coalesce($5, account.settled_links),
  watermark = case
    when checkpoint.window_id is null then account.watermark
    when checkpoint.lower_bound is null or checkpoint.lower_bound <= account.watermark
      then greatest(checkpoint.upper_bound, account.watermark)
    else account.watermark
  end
from (select $1::text as linked_account_id) as wanted
left join contactsync.window_checkpoint as checkpoint
  on checkpoint.linked_account_id = wanted.linked_account_id
  and checkpoint.window_id = $4::bigint
  and checkpoint.phase = 'read_complete'
where account.linked_account_id = wanted.linked_account_id
returning (extract(epoch from account.watermark) * 1000000)::bigint as watermark_us;
