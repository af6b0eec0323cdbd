-- Notes that a contact of account $1 must not come back; the number of rows by the command tag.
insert into contactsync.erased_contact (linked_account_id, organization_id, id_hash, key_id, kind)
values ($1, $2, $3, $4, $5::"char")
on conflict do nothing;
