-- Lets the planner know the size of known_link_stage; returns nothing.
analyze known_link_stage;
