-- Drops pending links of an account, kinds $2 and ids $3, paired; the number of rows by the command tag.
delete from contactsync.pending_link
using unnest($2::text[], $3::text[]) as done (kind, id)
where pending_link.linked_account_id = $1
  and pending_link.kind = done.kind::"char"
  and pending_link.id = done.id;
