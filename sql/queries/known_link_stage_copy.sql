-- Fills known_link_stage; the columns in this order.
copy known_link_stage (ordinal, linked_account_id, contact_id, remote_id, party_id) from stdin (format binary);
