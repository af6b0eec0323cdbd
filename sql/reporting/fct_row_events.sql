-- One row per event of a contact (inserted, updated, deleted, undeleted) or rejected record, by its first rejection.
create or replace view reporting.fct_row_events with (security_barrier) as
with followed as (
  select
    organization_id,
    linked_account_id,
    contact_id,
    superseded_by_run,
    superseded_at,
    deleted_at is not null as was_deleted,
    lead(deleted_at is not null) over (
      partition by organization_id, linked_account_id, contact_id order by superseded_at
    ) as is_deleted
  from contactsync.contact_version
),
replaced as (
  select
    followed.*,
    case
      when followed.is_deleted is not null then followed.is_deleted
      when contact.contact_id is not null then contact.deleted_at is not null
      else followed.was_deleted
    end as is_deleted_then
  from followed
  left join contactsync.contact
    on followed.is_deleted is null
    and contact.linked_account_id = followed.linked_account_id
    and contact.contact_id = followed.contact_id
),
events as (
  select
    contact.organization_id,
    contact.linked_account_id,
    contact.contact_id,
    'inserted' as event,
    null as reason,
    null as rejected_id,
    run.run_id,
    contact.first_read_at as occurred_at
  from contactsync.contact
  left join lateral (
    select run_id
    from contactsync.run_account
    where run_account.linked_account_id = contact.linked_account_id
      and run_account.started_at <= contact.first_read_at
      and coalesce(run_account.finished_at, 'infinity') >= contact.first_read_at
    order by started_at desc, run_id desc
    limit 1
  ) as run on true
  union all
  select
    organization_id,
    linked_account_id,
    contact_id,
    case when is_deleted_then = was_deleted then 'updated' when was_deleted then 'undeleted' else 'deleted' end,
    null,
    null,
    superseded_by_run,
    superseded_at
  from replaced
  union all
  select
    organization_id, linked_account_id, contact_id, 'rejected', reason, to_hex(raw_hash), first_run_id, rejected_at
  from contactsync.rejected_record
)
select
  organization_id,
  linked_account_id,
  contact_id,
  event,
  reason,
  rejected_id,
  run_id,
  occurred_at,
  occurred_at as updated_at
from events;

comment on view reporting.fct_row_events is
  'What happened to each contact, and in which run. A record rejected again is one event; runs count it each time.';
comment on column reporting.fct_row_events.organization_id is
  'The organization (customer of the platform) that owns the row.';
comment on column reporting.fct_row_events.linked_account_id is 'The linked account, by the platform''s permanent id.';
comment on column reporting.fct_row_events.contact_id is
  'The contact, by Merge''s id; null for a rejected record whose id could not be read.';
comment on column reporting.fct_row_events.event is
  'inserted (those already deleted included), updated, deleted (or missing from a whole read), undeleted or rejected.';
comment on column reporting.fct_row_events.reason is 'Class of a rejection, such as missing_id; null for other events.';
comment on column reporting.fct_row_events.rejected_id is
  'The rejected record in fct_rejected_records, with the account; null for other events.';
comment on column reporting.fct_row_events.run_id is 'The run in which it happened; null where none held the account.';
comment on column reporting.fct_row_events.occurred_at is 'When it happened in our tables.';
comment on column reporting.fct_row_events.updated_at is 'The same as occurred_at: rows never change.';
