-- Fills link_stage; the columns in this order.
copy link_stage (
  contact_id, party_id, source, probability, match_key, is_primary, may_link, ending
) from stdin (format binary);
