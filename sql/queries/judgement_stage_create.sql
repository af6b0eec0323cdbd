-- The temporary table through which judgements come; returns nothing.
create temporary table if not exists judgement_stage (
  ordinal bigint not null,
  linked_account_id text not null,
  contact_id text not null,
  party_id text,
  answer text not null,
  source text not null,
  reviewer text,
  note text,
  verdict_id bigint
) on commit delete rows;
