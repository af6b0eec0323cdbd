-- Lets the planner know the size of party_stage; returns nothing.
analyze party_stage;
