-- For each record of the page that is new, differs from the stored contact or was written by this window already:
-- one row.
select
  (stage.ordinal - 1)::integer as ordinal,
  contact.contact_id is null as is_new,
  contact.content_hash is distinct from stage.content_hash
    or (contact.deleted_at is not null) <> (stage.is_deleted = 1) as differs,
  coalesce(contact.window_id = $5::bigint, false) as is_repeated,
  contact.deleted_at is null and stage.is_deleted = 1 as is_deleted_now,
  (extract(epoch from contact.modified_at) * 1000000)::bigint as stored_modified_us
from unnest($2::text[], $3::bigint[], $4::bigint[])
  with ordinality as stage (contact_id, content_hash, is_deleted, ordinal)
left join lateral (
  select *
  from contactsync.contact
  where linked_account_id = $1 and contact_id = stage.contact_id
  offset 0
) as contact on true
where contact.contact_id is null
  or contact.content_hash <> stage.content_hash
  or (contact.deleted_at is not null) <> (stage.is_deleted = 1)
  or contact.window_id = $5::bigint
order by stage.ordinal;
