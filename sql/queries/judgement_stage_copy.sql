-- Fills judgement_stage; the columns in this order.
copy judgement_stage (
  ordinal, linked_account_id, contact_id, party_id, answer, source, reviewer, note, verdict_id
) from stdin (format binary);
