-- Adds a linked account where the id is free: its id, or no row.
insert into contactsync.linked_account (linked_account_id, organization_id, token_sealed, integration, merge_account_id)
values ($1, $2, $3, $4, $5)
on conflict (linked_account_id) do nothing
returning linked_account_id;
