-- Waits until nobody else uses the tables that are cut into partitions, nor writes under an account's lease; held until commit. The
-- accounts come first, as who writes locks them first.
lock table
  contactsync.linked_account, contactsync.contact, contactsync.contact_version, contactsync.candidate, contactsync.decision
in access exclusive mode;
