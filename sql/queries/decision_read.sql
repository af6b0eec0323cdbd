-- The decision on a contact: at most one row.
select
  verdict, party_id, probability, weight, match_key, array_to_string(reasons, ',') as reasons, matcher_version, run_id,
  (extract(epoch from decided_at) * 1000000)::bigint as decided_us
from contactsync.decision
where linked_account_id = $1 and contact_id = $2;
