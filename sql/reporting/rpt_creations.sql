-- One row per party that is to be, or was, created in a linked account.
create or replace view reporting.rpt_creations with (security_barrier) as
select
  organization_id,
  linked_account_id,
  party_id,
  state,
  state in ('planned', 'sending', 'unknown') as is_open,
  contact_id,
  attempts,
  error_class,
  nullif(array_to_string(problems, '; '), '') as problems,
  asked_contact_id,
  round((extract(epoch from coalesce(finished_at, now()) - planned_at) / 3600)::numeric, 2) as age_hours,
  planned_at,
  sent_at,
  finished_at,
  updated_at
from contactsync.creation;

comment on view reporting.rpt_creations is
  'Contacts that contactsync creates in accounting systems, each once at most.';
comment on column reporting.rpt_creations.organization_id is
  'The organization (customer of the platform) that owns the row.';
comment on column reporting.rpt_creations.linked_account_id is 'The linked account, by the platform''s permanent id.';
comment on column reporting.rpt_creations.party_id is 'The party, by the platform''s id.';
comment on column reporting.rpt_creations.state is
  'planned, sending, created, rejected (the accounting system refused), unknown (no clear answer: it is looked up), '
  'adopted (it was there already) or review (a person must decide).';
comment on column reporting.rpt_creations.is_open is 'Whether contactsync still has something to do without a person.';
comment on column reporting.rpt_creations.contact_id is 'The contact, by Merge''s id; null while there is none.';
comment on column reporting.rpt_creations.attempts is 'How often it was sent.';
comment on column reporting.rpt_creations.error_class is
  'Class of the last failure: name_taken, validation, unsupported_field, credentials, provider, or of an error of the call; '
  'null where none.';
comment on column reporting.rpt_creations.problems is
  'What the accounting system refused or left out: type and field, separated by "; "; null where nothing.';
comment on column reporting.rpt_creations.asked_contact_id is
  'The contact of which a person must say, or said, whether it is the party; null where nobody was asked.';
comment on column reporting.rpt_creations.age_hours is 'Hours from planning to the end, or until now.';
comment on column reporting.rpt_creations.planned_at is 'When it was planned.';
comment on column reporting.rpt_creations.sent_at is 'When it was last sent; null before.';
comment on column reporting.rpt_creations.finished_at is 'When it ended; null while it has not.';
comment on column reporting.rpt_creations.updated_at is 'When the row last changed.';
