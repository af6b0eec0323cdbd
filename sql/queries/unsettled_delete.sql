-- Takes the kinds $2 and ids $3, paired, out of what is unsettled; returns nothing.
delete from contactsync.unsettled
using unnest($2::text[], $3::text[]) as settled (kind, id)
where unsettled.linked_account_id = $1
  and unsettled.kind = settled.kind::"char"
  and unsettled.id = settled.id;
