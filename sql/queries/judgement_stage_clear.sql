-- Empties judgement_stage; returns nothing.
delete from judgement_stage;
