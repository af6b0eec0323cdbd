-- Adds a linked account where the id is free ($6: its connection, `default` for none): its id, or no row.
insert into contactsync.linked_account (
  linked_account_id, organization_id, token_sealed, integration, merge_account_id, connection
)
values ($1, $2, $3, $4, $5, nullif($6, 'default'))
on conflict (linked_account_id) do nothing
returning linked_account_id;
