-- Accounts that are to be read soon, because Merge's webhooks told of something; and how many webhooks came.
create table contactsync.sync_request (
  linked_account_id text primary key,
  organization_id text not null,
  reason text not null check (octet_length(reason) between 1 and 255),
  request_count bigint not null default 0 check (request_count >= 0),
  first_requested_at timestamptz not null default clock_timestamp(),
  last_requested_at timestamptz not null default clock_timestamp(),
  served_at timestamptz,
  not_before timestamptz not null default '-infinity',
  attempts integer not null default 0
) with (fillfactor = 50);
comment on table contactsync.sync_request is
  'One row per account that was asked for; it is open while request_count is over 0, and goes a while after it was served.';
comment on column contactsync.sync_request.reason is 'The event that opened the request.';
comment on column contactsync.sync_request.request_count is
  'Requests that no run has answered yet; a run takes off those that it saw before it began to read.';
comment on column contactsync.sync_request.first_requested_at is
  'When the oldest unanswered request came; of those left by a run, the last.';
comment on column contactsync.sync_request.served_at is
  'When a run last answered; what comes soon after is gathered. Null: none did.';
comment on column contactsync.sync_request.not_before is
  'Taken by a worker, or put off after a failure, until then.';
comment on column contactsync.sync_request.attempts is 'Runs that failed since the last that answered.';

create index linked_account_merge_account on contactsync.linked_account (merge_account_id)
  where merge_account_id is not null;

create table contactsync.webhook_count (
  day date not null default current_date,
  event text not null check (octet_length(event) between 1 and 255),
  outcome text not null check (octet_length(outcome) between 1 and 255),
  webhook_count bigint not null,
  primary key (day, event, outcome)
);
comment on table contactsync.webhook_count is 'Webhooks of each day (UTC), of all servers together; nothing of what they hold.';
comment on column contactsync.webhook_count.event is
  'Merge''s name of the event; test: of the dashboard''s button; other: none that we know; unverified: not signed by a key of ours.';
