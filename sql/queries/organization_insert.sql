-- Creates the organization where it does not exist; returns nothing.
insert into contactsync.organization (organization_id)
values ($1)
on conflict (organization_id) do nothing;
