-- One row per judgement: what a person or an import said about a contact and a party, taken back or not.
create or replace view reporting.fct_judgements with (security_barrier) as
with followed as (
  select
    *,
    lead(judged_at) over (
      partition by organization_id, linked_account_id, contact_id, party_id order by judgement_id
    ) as superseded_at
  from contactsync.judgement
)
select
  judgement_id,
  organization_id,
  linked_account_id,
  contact_id,
  party_id,
  answer,
  source,
  reviewer,
  note,
  superseded_at is null and answer <> 'withdrawn' as is_standing,
  judged_at,
  superseded_at,
  coalesce(superseded_at, judged_at) as updated_at
from followed;

comment on view reporting.fct_judgements is
  'Everything that people and imports said of contacts and parties; of each pair the last counts unless withdrawn.';
comment on column reporting.fct_judgements.judgement_id is 'Rises with each judgement.';
comment on column reporting.fct_judgements.organization_id is
  'The organization (customer of the platform) that owns the row.';
comment on column reporting.fct_judgements.linked_account_id is 'The linked account, by the platform''s permanent id.';
comment on column reporting.fct_judgements.contact_id is 'The contact, by Merge''s id.';
comment on column reporting.fct_judgements.party_id is
  'The party, by the platform''s id; null where the contact as a whole was judged.';
comment on column reporting.fct_judgements.answer is
  'same, different, unsure, new_party (the platform does not have it yet) or withdrawn (what was said is taken back).';
comment on column reporting.fct_judgements.source is
  'human (a reviewer), import (known before) or revert (a run was taken back).';
comment on column reporting.fct_judgements.reviewer is 'Who judged; null where nobody was named.';
comment on column reporting.fct_judgements.note is 'What the reviewer wrote; null where nothing.';
comment on column reporting.fct_judgements.is_standing is
  'Whether it counts: the last of its contact and party, and not a withdrawal.';
comment on column reporting.fct_judgements.judged_at is 'When it was said.';
comment on column reporting.fct_judgements.superseded_at is
  'When the next judgement of the same contact and party was made; null for the last.';
comment on column reporting.fct_judgements.updated_at is
  'When the row last changed: superseded_at, or judged_at for the last.';
