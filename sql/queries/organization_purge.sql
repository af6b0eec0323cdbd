-- Deletes an organization with everything that hangs on it: the number of its accounts.
with
accounts as (
  select linked_account_id from contactsync.linked_account where organization_id = $1
),
candidates as (
  delete from contactsync.candidate where linked_account_id in (select linked_account_id from accounts)
),
marks as (
  delete from contactsync.unsettled where linked_account_id in (select linked_account_id from accounts)
),
windows as (
  delete from contactsync.window_checkpoint where linked_account_id in (select linked_account_id from accounts)
),
seen as (
  delete from contactsync.sweep_seen where linked_account_id in (select linked_account_id from accounts)
),
versions as (delete from contactsync.contact_version where organization_id = $1),
decisions as (delete from contactsync.decision where organization_id = $1),
links as (delete from contactsync.link where organization_id = $1),
changes as (delete from contactsync.link_change where organization_id = $1),
judgements as (delete from contactsync.judgement where organization_id = $1),
verdicts as (delete from contactsync.verdict where organization_id = $1),
second_opinions as (delete from contactsync.second_opinion where organization_id = $1),
items as (delete from contactsync.review_item where organization_id = $1),
creations as (delete from contactsync.creation where organization_id = $1),
changes_sent as (delete from contactsync.contact_update where organization_id = $1),
pending as (delete from contactsync.pending_link where organization_id = $1),
erased as (delete from contactsync.erased_contact where organization_id = $1),
rejected as (delete from contactsync.rejected_record where organization_id = $1),
account_runs as (delete from contactsync.run_account where organization_id = $1),
sessions as (delete from contactsync.link_session where organization_id = $1),
requests as (delete from contactsync.sync_request where organization_id = $1),
sign_outs as (delete from contactsync.review_sign_out where organization_id = $1),
snapshots as (delete from contactsync.frequency_snapshot where organization_id = $1),
contacts as (delete from contactsync.contact where organization_id = $1),
parties as (delete from contactsync.party where organization_id = $1),
deleted as (
  delete from contactsync.linked_account where organization_id = $1 returning linked_account_id
),
organization as (delete from contactsync.organization where organization_id = $1)
select count(*) as accounts from deleted;
