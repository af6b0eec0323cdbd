-- The temporary table through which decisions come; returns nothing.
create temporary table if not exists decision_stage (
  contact_id text not null,
  verdict text not null,
  party_id text,
  probability double precision not null,
  weight double precision not null,
  match_key text not null,
  reasons text not null,
  candidate_count integer not null,
  best_party_id text
) on commit delete rows;
