-- One row per judgement: what a person or an import said about a contact and a party, taken back or not.
create or replace view reporting.fct_judgements with (security_barrier) as
with kinds as (
  select *, source in ('revert', 'relink', 'creation') as is_question
  from contactsync.judgement
),
followed as (
  select
    *,
    case when not is_question then
      lead(judged_at) over (
        partition by organization_id, linked_account_id, contact_id, is_question, party_id order by judgement_id
      )
    end as superseded_at
  from kinds
),
answered as (
  select
    *,
    max(judgement_id) filter (where not is_question and superseded_at is null and answer <> 'withdrawn') over (
      partition by organization_id, linked_account_id, contact_id
    ) as last_word_id
  from followed
)
select
  judgement_id,
  organization_id,
  linked_account_id,
  contact_id,
  party_id,
  answer,
  source,
  is_question,
  reviewer,
  note,
  case
    when is_question then judgement_id > coalesce(last_word_id, 0)
    else superseded_at is null and answer <> 'withdrawn'
  end as is_standing,
  judged_at,
  superseded_at,
  coalesce(superseded_at, judged_at) as updated_at
from answered;

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
  'human (a reviewer), import (known before), revert (a run was taken back), relink (the account was linked anew) or creation '
  '(a party of the contact''s name was to be created).';
comment on column reporting.fct_judgements.is_question is
  'Whether it is no answer but asks for one: a person must decide, because of what source says.';
comment on column reporting.fct_judgements.reviewer is 'Who judged; null where nobody was named.';
comment on column reporting.fct_judgements.note is 'What the reviewer wrote; null where nothing.';
comment on column reporting.fct_judgements.is_standing is
  'Whether it counts: the last of its contact and party, no withdrawal; of a question: nobody has answered it since.';
comment on column reporting.fct_judgements.judged_at is 'When it was said.';
comment on column reporting.fct_judgements.superseded_at is
  'When the next judgement of the same contact and party was made; null for the last, and for questions.';
comment on column reporting.fct_judgements.updated_at is
  'superseded_at, or judged_at while that is null.';
