-- Replaces the decisions that differ from decision_stage; the number of rows by the command tag.
update contactsync.decision
set
  verdict = stage.verdict,
  party_id = stage.party_id,
  probability = stage.probability,
  weight = stage.weight,
  match_key = stage.match_key,
  reasons = string_to_array(stage.reasons, ','),
  candidate_count = stage.candidate_count,
  best_party_id = stage.best_party_id,
  matcher_version = $2,
  run_id = $3::bigint,
  decided_at = now()
from decision_stage as stage
where decision.linked_account_id = $1
  and decision.contact_id = stage.contact_id
  and (
    decision.verdict, decision.party_id, decision.probability, decision.weight, decision.match_key, decision.reasons,
    decision.candidate_count, decision.best_party_id, decision.matcher_version
  ) is distinct from (
    stage.verdict, stage.party_id, stage.probability, stage.weight, stage.match_key,
    string_to_array(stage.reasons, ','), stage.candidate_count, stage.best_party_id, $2
  );
