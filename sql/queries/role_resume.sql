-- Works as the role $1 again, which role_leave told; returns nothing of use.
select set_config('role', $1, false);
