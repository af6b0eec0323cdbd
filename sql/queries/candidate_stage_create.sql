-- The temporary table through which the candidates of scored contacts come; returns nothing.
create temporary table if not exists candidate_stage (
  contact_id text not null,
  party_id text not null,
  weight real not null,
  levels bigint not null
) on commit delete rows;
