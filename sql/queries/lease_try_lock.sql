-- Whether this session now holds the advisory lock of the account.
select pg_try_advisory_lock(hashtextextended('contactsync account ' || $1, 0)) as locked;
