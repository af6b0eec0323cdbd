-- Waits for the right to set up the isolation of organizations, held until commit; returns nothing of use.
select pg_advisory_xact_lock(hashtextextended('contactsync isolation', 0));
