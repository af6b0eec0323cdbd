-- The temporary table through which known links come; returns nothing. One of contact_id and remote_id is null.
create temporary table if not exists known_link_stage (
  ordinal bigint not null,
  linked_account_id text not null,
  contact_id text,
  remote_id text,
  party_id text not null
) on commit delete rows;
