-- Makes candidate_stage the candidates of the contacts $2, writing what differs; the number of edges added, changed,
-- removed.
-- Where the account was settled before ($3), the contacts and parties whose edges moved become unsettled.
with scored (contact_id) as (
  select unnest($2::text[])
),
-- Looked up contact by contact: joined with the stage, whose size nobody knows, all of the account could be read.
standing as materialized (
  select edge.contact_id, edge.party_id, edge.weight, edge.levels
  from scored
  cross join lateral (
    select *
    from contactsync.candidate
    where linked_account_id = $1 and contact_id = scored.contact_id
    offset 0
  ) as edge
),
removed as (
  delete from contactsync.candidate
  using (
    select contact_id, party_id from standing
    except
    select contact_id, party_id from candidate_stage
  ) as gone
  where candidate.linked_account_id = $1
    and candidate.contact_id = gone.contact_id
    and candidate.party_id = gone.party_id
  returning candidate.contact_id, candidate.party_id
),
changed as (
  update contactsync.candidate
  set weight = stage.weight, levels = stage.levels
  from standing
  join candidate_stage as stage on stage.contact_id = standing.contact_id and stage.party_id = standing.party_id
  where candidate.linked_account_id = $1
    and candidate.contact_id = standing.contact_id
    and candidate.party_id = standing.party_id
    and (standing.weight, standing.levels) is distinct from (stage.weight, stage.levels)
  returning candidate.contact_id
),
added as (
  insert into contactsync.candidate (linked_account_id, contact_id, party_id, weight, levels)
  select $1, stage.contact_id, stage.party_id, stage.weight, stage.levels
  from candidate_stage as stage
  where not exists (
    select from standing
    where standing.contact_id = stage.contact_id and standing.party_id = stage.party_id
  )
  returning contact_id
),
moved as (
  insert into contactsync.unsettled (linked_account_id, kind, id)
  select $1, kind, id
  from (
    select 'c'::"char" as kind, contact_id as id from removed
    union
    select 'c'::"char", contact_id from changed
    union
    select 'c'::"char", contact_id from added
    union
    select 'p'::"char", party_id from removed
  ) as nodes
  where $3::boolean
  on conflict do nothing
)
select
  (select count(*) from added) as added,
  (select count(*) from changed) as changed,
  (select count(*) from removed) as removed;
