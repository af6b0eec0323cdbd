-- One row per automatic link that later proved wrong.
create or replace view reporting.rpt_corrections with (security_barrier) as
with last_words as (
  select distinct on (linked_account_id, contact_id, party_id)
    linked_account_id, contact_id, party_id, answer, source, judged_at
  from contactsync.judgement
  where party_id is not null and source in ('human', 'import')
  order by linked_account_id, contact_id, party_id, judgement_id desc
),
wrong as (
  select
    link.*,
    case when link.unlinked_by in ('human', 'import') then link.unlinked_by else said.source end as corrected_by,
    case when link.unlinked_by in ('human', 'import') then link.unlinked_at else said.judged_at end as corrected_at
  from contactsync.link
  left join last_words as said
    on said.linked_account_id = link.linked_account_id
    and said.contact_id = link.contact_id
    and said.party_id = link.party_id
    and said.judged_at > link.linked_at
  where link.source = 'auto'
    and coalesce(said.answer not in ('same', 'withdrawn'), true)
    and (link.unlinked_by in ('human', 'import') or said.answer = 'different')
)
select
  wrong.link_id,
  wrong.organization_id,
  wrong.linked_account_id,
  wrong.contact_id,
  wrong.party_id,
  standing.party_id as now_party_id,
  wrong.probability,
  wrong.match_key,
  wrong.run_id,
  wrong.corrected_by,
  wrong.linked_at,
  wrong.corrected_at,
  round(
    (extract(epoch from coalesce(wrong.unlinked_at, wrong.corrected_at) - wrong.linked_at) / 86400)::numeric, 2
  ) as stood_days,
  greatest(wrong.updated_at, wrong.corrected_at) as updated_at
from wrong
left join contactsync.link as standing
  on standing.linked_account_id = wrong.linked_account_id
  and standing.contact_id = wrong.contact_id
  and standing.unlinked_at is null
where wrong.unlinked_at is null or standing.party_id is distinct from wrong.party_id;

comment on view reporting.rpt_corrections is
  'Links that contactsync made by itself and that a person or an import then called wrong, and did not take it back: '
  'the link was ended for it, or its contact and party were judged different.';
comment on column reporting.rpt_corrections.link_id is 'The link that was wrong.';
comment on column reporting.rpt_corrections.organization_id is
  'The organization (customer of the platform) that owns the row.';
comment on column reporting.rpt_corrections.linked_account_id is 'The linked account, by the platform''s permanent id.';
comment on column reporting.rpt_corrections.contact_id is 'The contact, by Merge''s id.';
comment on column reporting.rpt_corrections.party_id is 'The party that it was linked to, wrongly.';
comment on column reporting.rpt_corrections.now_party_id is
  'The party that the contact is linked to now, the wrong one where its link was not ended yet; null where none.';
comment on column reporting.rpt_corrections.probability is 'Probability, 0 to 1, of the decision that made the link.';
comment on column reporting.rpt_corrections.match_key is
  'Which fields agreed (+) or contradicted (-) when the link was made; null where that was not kept.';
comment on column reporting.rpt_corrections.run_id is 'The run that made the link.';
comment on column reporting.rpt_corrections.corrected_by is 'human or import.';
comment on column reporting.rpt_corrections.linked_at is 'When the link was made.';
comment on column reporting.rpt_corrections.corrected_at is 'When it was ended for being wrong, or judged so.';
comment on column reporting.rpt_corrections.stood_days is
  'Days that the wrong link stood: until it ended, or until it was called wrong where it has not.';
comment on column reporting.rpt_corrections.updated_at is 'When the link or what was said of it last changed.';
