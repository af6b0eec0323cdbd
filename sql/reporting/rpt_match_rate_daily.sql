-- One row per linked account and UTC day on which its contacts or links changed.
create or replace view reporting.rpt_match_rate_daily with (security_barrier) as
with spans as (
  select
    link.organization_id,
    link.linked_account_id,
    link.linked_at,
    least(link.unlinked_at, contact.deleted_at) as ended_at
  from contactsync.link
  join contactsync.contact
    on contact.linked_account_id = link.linked_account_id and contact.contact_id = link.contact_id
  where least(link.unlinked_at, contact.deleted_at) is null
    or least(link.unlinked_at, contact.deleted_at) > link.linked_at
),
movements as (
  select organization_id, linked_account_id, (first_read_at at time zone 'UTC')::date as day, 1 as contacts, 0 as linked
  from contactsync.contact
  union all
  select organization_id, linked_account_id, (deleted_at at time zone 'UTC')::date, -1, 0
  from contactsync.contact
  where deleted_at is not null
  union all
  select organization_id, linked_account_id, (linked_at at time zone 'UTC')::date, 0, 1
  from spans
  union all
  select organization_id, linked_account_id, (ended_at at time zone 'UTC')::date, 0, -1
  from spans
  where ended_at is not null
),
daily as (
  select organization_id, linked_account_id, day, sum(contacts) as contacts, sum(linked) as linked
  from movements
  group by organization_id, linked_account_id, day
),
standing as (
  select
    organization_id,
    linked_account_id,
    day,
    (sum(contacts) over through_day)::bigint as contacts,
    (sum(linked) over through_day)::bigint as linked_contacts
  from daily
  window through_day as (partition by organization_id, linked_account_id order by day)
)
select
  organization_id,
  linked_account_id,
  day,
  contacts,
  linked_contacts,
  round(linked_contacts::numeric / nullif(contacts, 0), 4) as match_rate,
  (day + 1)::timestamp at time zone 'UTC' as updated_at
from standing;

comment on view reporting.rpt_match_rate_daily is
  'Match rate by account and day: the contacts linked to a party at the end of the day, divided by those not deleted.';
comment on column reporting.rpt_match_rate_daily.organization_id is
  'The organization (customer of the platform) that owns the row.';
comment on column reporting.rpt_match_rate_daily.linked_account_id is
  'The linked account, by the platform''s permanent id.';
comment on column reporting.rpt_match_rate_daily.day is 'The day, in UTC.';
comment on column reporting.rpt_match_rate_daily.contacts is
  'Contacts that existed at the end of the day, deleted ones left out.';
comment on column reporting.rpt_match_rate_daily.linked_contacts is 'How many of them were linked to a party.';
comment on column reporting.rpt_match_rate_daily.match_rate is
  'linked_contacts / contacts, 0 to 1; null without contacts.';
comment on column reporting.rpt_match_rate_daily.updated_at is 'The end of the day: until then the figures may move.';
