-- Fills key_stage; the columns in this order.
copy key_stage (contact_id, key_hashes) from stdin (format binary);
