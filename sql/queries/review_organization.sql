-- Lets the role contactsync_review see the organization $1 until the end of the transaction, planning statements as $2 says
-- (plan_cache_mode); returns nothing of use.
select set_config('contactsync.organization', $1, true), set_config('plan_cache_mode', $2, true);
