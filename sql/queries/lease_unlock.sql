-- Gives the advisory lock of the account back; one row that says whether it was held.
select pg_advisory_unlock(hashtextextended('contactsync account ' || $1, 0)) as unlocked;
