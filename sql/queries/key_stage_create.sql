-- The temporary table through which the keys of rescored contacts come; returns nothing.
create temporary table if not exists key_stage (
  contact_id text not null,
  key_hashes bigint[] not null
) on commit delete rows;
