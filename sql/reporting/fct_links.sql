-- One row per contact that is linked to a party now.
create or replace view reporting.fct_links with (security_barrier) as
select
  organization_id,
  linked_account_id,
  contact_id,
  party_id,
  source,
  probability,
  match_key,
  is_primary,
  run_id,
  linked_at,
  updated_at
from contactsync.link
where unlinked_at is null;

comment on view reporting.fct_links is 'Standing links: which contact is which party.';
comment on column reporting.fct_links.organization_id is
  'The organization (customer of the platform) that owns the row.';
comment on column reporting.fct_links.linked_account_id is 'The linked account, by the platform''s permanent id.';
comment on column reporting.fct_links.contact_id is 'The contact, by Merge''s id.';
comment on column reporting.fct_links.party_id is 'The party, by the platform''s id.';
comment on column reporting.fct_links.source is
  'Who made the link: auto (a run), human (a reviewer), import (known before) or created (the contact was made by us).';
comment on column reporting.fct_links.probability is
  'Probability, 0 to 1, of the decision that made the link; null where a person made it.';
comment on column reporting.fct_links.match_key is
  'Which fields agreed (+) or contradicted (-) when the link was made, such as +NAME+PHONE; null where not kept.';
comment on column reporting.fct_links.is_primary is
  'Whether this is the party''s main contact in this account, company and role; the others are its duplicates.';
comment on column reporting.fct_links.run_id is 'The run that made the link; null where none did.';
comment on column reporting.fct_links.linked_at is 'When the link was made.';
comment on column reporting.fct_links.updated_at is 'When the link last changed.';
