-- Lets the session be told of new requests; returns nothing.
listen contactsync_sync_request;
