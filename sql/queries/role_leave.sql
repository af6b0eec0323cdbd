-- Works as the login itself from here on: the role before, none where it was the login.
select current_setting('role') as role_name, set_config('role', 'none', false) as left_for;
