-- The creations of an account (null: of all) in the states $2: account, organization, party and how each stands.
select
  linked_account_id, organization_id, party_id, state, attempts, error_class, problems, contact_id, asked_contact_id,
  (extract(epoch from planned_at) * 1000000)::bigint as planned_us,
  (extract(epoch from sent_at) * 1000000)::bigint as sent_us,
  (extract(epoch from finished_at) * 1000000)::bigint as finished_us,
  (extract(epoch from merge_time_before) * 1000000)::bigint as merge_before_us,
  (extract(epoch from merge_time_sent) * 1000000)::bigint as merge_sent_us,
  payload
from contactsync.creation
where ($1::text is null or linked_account_id = $1) and state = any($2::text[])
order by linked_account_id, party_id;
