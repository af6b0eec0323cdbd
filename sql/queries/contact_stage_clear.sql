-- Empties contact_stage inside a transaction; returns nothing.
delete from contact_stage;
