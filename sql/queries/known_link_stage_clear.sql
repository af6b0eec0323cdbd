-- Empties known_link_stage; returns nothing.
delete from known_link_stage;
