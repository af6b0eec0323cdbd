-- The temporary table through which the wanted review items come; returns nothing.
create temporary table if not exists review_stage (
  contact_id text not null,
  kind text not null,
  candidates jsonb not null,
  reasons text not null
) on commit delete rows;
