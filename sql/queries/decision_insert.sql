-- Inserts the decisions of decision_stage whose contacts had none; the number of rows by the command tag.
insert into contactsync.decision (
  linked_account_id, contact_id, organization_id, verdict, party_id, probability, weight, match_key, reasons,
  candidate_count, best_party_id, matcher_version, run_id
)
select
  $1, stage.contact_id, $4, stage.verdict, stage.party_id, stage.probability, stage.weight, stage.match_key,
  string_to_array(stage.reasons, ','), stage.candidate_count, stage.best_party_id, $2, $3::bigint
from decision_stage as stage
where not exists (
  select from contactsync.decision
  where decision.linked_account_id = $1 and decision.contact_id = stage.contact_id
);
