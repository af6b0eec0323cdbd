-- Lets the role contactsync_review see the organization $1 until the end of the transaction; returns nothing of use.
select set_config('contactsync.organization', $1, true);
