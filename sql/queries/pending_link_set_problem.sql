-- Notes what keeps pending links of an account, kinds $2, ids $3, problems $4, paired; changed rows by the command tag.
update contactsync.pending_link
set problem = found.problem, updated_at = now()
from unnest($2::text[], $3::text[], $4::text[]) as found (kind, id, problem)
where pending_link.linked_account_id = $1
  and pending_link.kind = found.kind::"char"
  and pending_link.id = found.id
  and pending_link.problem is distinct from found.problem;
