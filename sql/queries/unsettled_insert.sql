-- Marks contacts (c) or parties (p) of an account as unsettled; returns nothing.
insert into contactsync.unsettled (linked_account_id, kind, id)
select $1, $2::"char", id
from unnest($3::text[]) as nodes (id)
on conflict do nothing;
