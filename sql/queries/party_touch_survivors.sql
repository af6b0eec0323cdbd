-- Lets the parties into which changed ones of party_stage were merged so far carry the revision $2: what they stand for
-- changes with them; the number of rows by the command tag.
update contactsync.party as survivor
set revision = $2::bigint
where survivor.organization_id = $1
  and survivor.party_id in (
    select party.merged_into
    from party_stage as stage
    join contactsync.party
      on party.organization_id = stage.organization_id and party.party_id = stage.party_id
    where stage.organization_id = $1 and party.merged_into is distinct from stage.merged_into
  );
