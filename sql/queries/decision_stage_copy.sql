-- Fills decision_stage; the columns in this order.
copy decision_stage (
  contact_id, verdict, party_id, probability, weight, match_key, reasons, candidate_count, best_party_id
) from stdin (format binary);
