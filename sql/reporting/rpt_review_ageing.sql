-- One row per linked account, kind of review item and age band that holds an open item.
create or replace view reporting.rpt_review_ageing with (security_barrier) as
with waiting as (
  select
    organization_id,
    linked_account_id,
    kind,
    case
      when opened_at > now() - interval '1 day' then '0-1 d'
      when opened_at > now() - interval '7 days' then '1-7 d'
      when opened_at > now() - interval '30 days' then '7-30 d'
      else 'over 30 d'
    end as age_band,
    opened_at,
    updated_at
  from contactsync.review_item
  where state = 'open'
)
select
  organization_id,
  linked_account_id,
  kind,
  age_band,
  count(*) as open_items,
  min(opened_at) as oldest_opened_at,
  round((extract(epoch from now() - min(opened_at)) / 86400)::numeric, 2) as oldest_age_days,
  max(updated_at) as updated_at
from waiting
group by organization_id, linked_account_id, kind, age_band;

comment on view reporting.rpt_review_ageing is 'How many contacts wait for a person, and for how long.';
comment on column reporting.rpt_review_ageing.organization_id is
  'The organization (customer of the platform) that owns the row.';
comment on column reporting.rpt_review_ageing.linked_account_id is
  'The linked account, by the platform''s permanent id.';
comment on column reporting.rpt_review_ageing.kind is
  'candidates (who is it?) or link_disputed (is the standing link still right?).';
comment on column reporting.rpt_review_ageing.age_band is
  '0-1 d, 1-7 d, 7-30 d or over 30 d since it was opened, in days of 24 hours; a bound belongs to the older band.';
comment on column reporting.rpt_review_ageing.open_items is 'How many items wait.';
comment on column reporting.rpt_review_ageing.oldest_opened_at is 'When the oldest of them was opened.';
comment on column reporting.rpt_review_ageing.oldest_age_days is 'Age of the oldest of them now, in days.';
comment on column reporting.rpt_review_ageing.updated_at is 'When one of them was last changed.';
