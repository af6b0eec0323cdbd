-- Notes that the account's candidates are being scored by another matcher, until a settling says by which: returns nothing.
update contactsync.linked_account
set settled_matcher_version = 'rescoring'
where linked_account_id = $1 and settled_matcher_version is not null;
