-- The temporary table through which wanted links come; returns nothing. Without a party: a standing link ends.
create temporary table if not exists link_stage (
  contact_id text not null,
  party_id text,
  source text not null,
  probability double precision,
  match_key text,
  is_primary boolean not null,
  may_link boolean not null,
  ending text
) on commit delete rows;
