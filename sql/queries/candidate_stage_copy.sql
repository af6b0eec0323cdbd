-- Fills candidate_stage; the columns in this order.
copy candidate_stage (contact_id, party_id, weight, levels) from stdin (format binary);
