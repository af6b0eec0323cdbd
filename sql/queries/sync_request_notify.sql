-- Wakes the workers that listen, when the transaction is committed; returns nothing of use.
select pg_notify('contactsync_sync_request', '');
