-- Lets the planner know the size of decision_stage; returns nothing.
analyze decision_stage;
