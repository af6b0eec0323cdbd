-- The temporary table through which wanted links come; returns nothing.
create temporary table if not exists link_stage (
  contact_id text not null,
  party_id text not null,
  source text not null,
  probability double precision,
  is_primary boolean not null,
  may_link boolean not null
) on commit delete rows;
