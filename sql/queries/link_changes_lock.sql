-- Waits for the right to write link changes, held until commit: so their ids become visible in commit order.
select pg_advisory_xact_lock(hashtextextended('contactsync link changes', 0));
