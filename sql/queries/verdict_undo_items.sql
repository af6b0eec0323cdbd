-- Brings the review items of the verdicts $1 to states $2, kinds $3 and reasons $4 (codes, separated by commas), paired, and lets
-- nobody have judged the candidates that the verdicts called different: account, contact, row version.
update contactsync.review_item as item
set
  state = wanted.state,
  kind = wanted.kind,
  reasons = string_to_array(wanted.reasons, ','),
  candidates = (
    select coalesce(
      jsonb_agg(
        case
          when candidate.value ->> 'party' = any(verdict.other_party_ids) then candidate.value - 'judged'
          else candidate.value
        end order by candidate.rank
      ), '[]'
    )
    from jsonb_array_elements(item.candidates) with ordinality as candidate (value, rank)
  ),
  row_version = item.row_version + 1,
  closed_at = case wanted.state when 'closed' then coalesce(item.closed_at, now()) end,
  updated_at = now()
from unnest($1::bigint[], $2::text[], $3::text[], $4::text[]) as wanted (verdict_id, state, kind, reasons)
join contactsync.verdict on verdict.verdict_id = wanted.verdict_id
where item.linked_account_id = verdict.linked_account_id and item.contact_id = verdict.contact_id
returning item.linked_account_id, item.contact_id, item.row_version;
