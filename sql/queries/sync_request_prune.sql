-- Deletes what was answered over a minute ago; returns nothing.
delete from contactsync.sync_request
where request_count = 0 and served_at < clock_timestamp() - interval '60 seconds';
