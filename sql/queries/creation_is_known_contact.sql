-- Whether contact $2 of an account cannot be what creating party $3 made: it was known before that was sent, or is or was
-- linked to another party, or another creation made it.
select
  exists (
    select from contactsync.contact
    join contactsync.creation on creation.linked_account_id = $1 and creation.party_id = $3
    where contact.linked_account_id = $1
      and contact.contact_id = $2
      and contact.first_read_at < creation.first_sent_at
  )
  or exists (
    select from contactsync.link
    where linked_account_id = $1 and contact_id = $2 and party_id <> $3
  )
  or exists (
    select from contactsync.creation
    where linked_account_id = $1 and contact_id = $2 and party_id <> $3
  );
