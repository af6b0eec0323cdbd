-- Asks for a person's word whether contact $3 of an account is party $4, where that is not asked already; the number of rows by
-- the command tag.
insert into contactsync.judgement (organization_id, linked_account_id, contact_id, party_id, answer, source)
select $2, $1, $3, $4, 'unsure', 'creation'
where not exists (
  select from contactsync.judgement as asked
  where asked.linked_account_id = $1
    and asked.contact_id = $3
    and asked.party_id = $4
    and asked.source = 'creation'
    and not exists (
      select from contactsync.judgement as word
      where word.linked_account_id = $1
        and word.contact_id = $3
        and word.source in ('human', 'import')
        and word.judgement_id > asked.judgement_id
    )
);
