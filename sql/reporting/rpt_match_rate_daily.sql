-- One row per linked account and UTC day on which its contacts or links changed.
create or replace view reporting.rpt_match_rate_daily with (security_barrier) as
with absences as (
  select organization_id, linked_account_id, contact_id, deleted_at as began_at, null::timestamptz as ended_at
  from contactsync.contact
  where deleted_at is not null
  union all
  select
    version.organization_id, version.linked_account_id, version.contact_id, version.deleted_at,
    max(version.superseded_at)
  from contactsync.contact_version as version
  left join contactsync.contact
    on contact.linked_account_id = version.linked_account_id and contact.contact_id = version.contact_id
  where version.deleted_at is not null and contact.deleted_at is distinct from version.deleted_at
  group by version.organization_id, version.linked_account_id, version.contact_id, version.deleted_at
),
unseen as (
  select
    link.organization_id,
    link.linked_account_id,
    greatest(link.linked_at, absences.began_at) as began_at,
    least(link.unlinked_at, absences.ended_at) as ended_at
  from absences
  join contactsync.link
    on link.linked_account_id = absences.linked_account_id
    and link.contact_id = absences.contact_id
    and (link.unlinked_at is null or link.unlinked_at > absences.began_at)
    and (absences.ended_at is null or absences.ended_at > link.linked_at)
),
known_links as (
  -- those of erased contacts, which are counted nowhere any more, left out
  select link.organization_id, link.linked_account_id, link.linked_at, link.unlinked_at
  from contactsync.link
  join contactsync.contact
    on contact.linked_account_id = link.linked_account_id and contact.contact_id = link.contact_id
),
movements as (
  select organization_id, linked_account_id, first_read_at as moved_at, 1 as contacts, 0 as linked
  from contactsync.contact
  union all
  select organization_id, linked_account_id, began_at, -1, 0
  from absences
  union all
  select organization_id, linked_account_id, ended_at, 1, 0
  from absences
  where ended_at is not null
  union all
  select organization_id, linked_account_id, linked_at, 0, 1
  from known_links
  union all
  select organization_id, linked_account_id, unlinked_at, 0, -1
  from known_links
  where unlinked_at is not null
  union all
  select organization_id, linked_account_id, began_at, 0, -1
  from unseen
  union all
  select organization_id, linked_account_id, ended_at, 0, 1
  from unseen
  where ended_at is not null
),
daily as (
  select
    organization_id,
    linked_account_id,
    (moved_at at time zone 'UTC')::date as day,
    sum(contacts) as contacts,
    sum(linked) as linked
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
  least((day + 1)::timestamp at time zone 'UTC', now()) as updated_at
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
comment on column reporting.rpt_match_rate_daily.updated_at is 'The end of the day, or now while it lasts.';
