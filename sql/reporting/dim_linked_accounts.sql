-- One row per linked account.
create or replace view reporting.dim_linked_accounts with (security_barrier) as
select
  organization_id,
  linked_account_id,
  integration,
  connection,
  merge_account_id,
  state,
  merge_status,
  last_sync_result,
  last_sync_finished_at,
  checked_at,
  watermark,
  settled_matcher_version,
  settled_links,
  created_at,
  greatest(updated_at, checked_at) as updated_at
from contactsync.linked_account;

comment on view reporting.dim_linked_accounts is 'Accounting systems that organizations connected through Merge Link.';
comment on column reporting.dim_linked_accounts.organization_id is
  'The organization (customer of the platform) that owns the row.';
comment on column reporting.dim_linked_accounts.linked_account_id is
  'The linked account, by the platform''s permanent id.';
comment on column reporting.dim_linked_accounts.integration is
  'The accounting system, such as quickbooks-online; null while unknown.';
comment on column reporting.dim_linked_accounts.connection is
  'The entry of the pipeline file''s connections that the account is reached through; null: the default one.';
comment on column reporting.dim_linked_accounts.merge_account_id is
  'Merge''s own id of the linked account; changes when the account is linked anew.';
comment on column reporting.dim_linked_accounts.state is 'active, paused or removed.';
comment on column reporting.dim_linked_accounts.merge_status is
  'The status that Merge gave last; null before the first run.';
comment on column reporting.dim_linked_accounts.last_sync_result is
  'Result of Merge''s last sync of contacts; null while unknown.';
comment on column reporting.dim_linked_accounts.last_sync_finished_at is
  'When Merge''s last sync of contacts ended; null while unknown.';
comment on column reporting.dim_linked_accounts.checked_at is
  'When contactsync last asked Merge for the two values above.';
comment on column reporting.dim_linked_accounts.watermark is
  'Upper bound, in Merge''s clock, of the last settled window; null before the first.';
comment on column reporting.dim_linked_accounts.settled_matcher_version is
  'Matcher version of the last settled run; undecided: contacts were stored since and wait for a run that decides; null before the first.';
comment on column reporting.dim_linked_accounts.settled_links is
  'Whether the last settled run wrote links (write) or only proposed them (propose); null before the first.';
comment on column reporting.dim_linked_accounts.created_at is 'When the account was added.';
comment on column reporting.dim_linked_accounts.updated_at is 'When this row last changed, lease and watermark apart.';
