-- Deletes what is stored of the records of an account (ids in link changes, the counts of runs and the keyed hashes of who was
-- erased stay): contacts, earlier versions, links, judgements, verdicts, review items, rejected records, creations.
with
standing as (
  select organization_id, linked_account_id, contact_id, party_id
  from contactsync.link
  where linked_account_id = $1 and unlinked_at is null
),
changes as (
  insert into contactsync.link_change (organization_id, linked_account_id, contact_id, party_id, change, source)
  select organization_id, linked_account_id, contact_id, party_id, 'unlinked', 'human'
  from standing
  order by contact_id
),
contacts as (delete from contactsync.contact where linked_account_id = $1 returning 1),
versions as (delete from contactsync.contact_version where linked_account_id = $1 returning 1),
candidates as (delete from contactsync.candidate where linked_account_id = $1),
marks as (delete from contactsync.unsettled where linked_account_id = $1),
decisions as (delete from contactsync.decision where linked_account_id = $1),
links as (delete from contactsync.link where linked_account_id = $1 returning 1),
judgements as (delete from contactsync.judgement where linked_account_id = $1 returning 1),
verdicts as (delete from contactsync.verdict where linked_account_id = $1),
opinions as (delete from contactsync.second_opinion where linked_account_id = $1),
items as (delete from contactsync.review_item where linked_account_id = $1 returning 1),
creations as (delete from contactsync.creation where linked_account_id = $1 returning 1),
changes_sent as (delete from contactsync.contact_update where linked_account_id = $1),
pending as (delete from contactsync.pending_link where linked_account_id = $1),
rejected as (delete from contactsync.rejected_record where linked_account_id = $1 returning 1),
windows as (delete from contactsync.window_checkpoint where linked_account_id = $1),
seen as (delete from contactsync.sweep_seen where linked_account_id = $1),
requests as (delete from contactsync.sync_request where linked_account_id = $1),
account as (
  update contactsync.linked_account
  set
    merge_account_id = null, watermark = null, settled_matcher_version = null, settled_party_revision = null,
    settled_links = null, updated_at = now()
  where linked_account_id = $1
)
select
  (select count(*) from contacts) as contacts,
  (select count(*) from versions) as versions,
  (select count(*) from links) as links,
  (select count(*) from judgements) as judgements,
  (select count(*) from items) as review_items,
  (select count(*) from creations) as creations,
  (select count(*) from rejected) as rejected_records;
