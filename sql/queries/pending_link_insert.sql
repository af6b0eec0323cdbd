-- Keeps links that wait: accounts $1, kinds $2, ids $3, organizations $4, parties $5, paired; rows by the command tag.
insert into contactsync.pending_link (linked_account_id, kind, id, organization_id, party_id)
select linked_account_id, kind::"char", id, organization_id, party_id
from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
  as links (linked_account_id, kind, id, organization_id, party_id)
on conflict do nothing;
