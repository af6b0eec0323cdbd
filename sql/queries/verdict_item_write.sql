-- Brings the review items of contacts $3 of accounts $2 of organization $1 to states $4, kinds $5 and reasons $6 (codes, separated by
-- commas), all paired, and marks the candidates $8 of the items $7, counted from 1, as judged different: account, contact, row
-- version.
insert into contactsync.review_item as item (
  review_id, organization_id, linked_account_id, contact_id, kind, state, candidates, reasons, closed_at
)
select
  contactsync.review_id(wanted.linked_account_id, wanted.contact_id), $1, wanted.linked_account_id, wanted.contact_id,
  wanted.kind, wanted.state,
  coalesce(
    (
      select jsonb_agg(
        case
          when candidate.value ->> 'party' in (
            select judged.party_id
            from unnest($7::bigint[], $8::text[]) as judged (ordinal, party_id)
            where judged.ordinal = wanted.ordinal
          ) then candidate.value || '{"judged": "different"}'
          else candidate.value
        end order by candidate.rank
      )
      from jsonb_array_elements(standing.candidates) with ordinality as candidate (value, rank)
    ), '[]'
  ),
  string_to_array(wanted.reasons, ','), case wanted.state when 'closed' then coalesce(standing.closed_at, now()) end
from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[]) with ordinality as wanted (
  linked_account_id, contact_id, state, kind, reasons, ordinal
)
left join contactsync.review_item as standing
  on standing.linked_account_id = wanted.linked_account_id and standing.contact_id = wanted.contact_id
on conflict (linked_account_id, contact_id) do update
set
  state = excluded.state,
  kind = excluded.kind,
  candidates = excluded.candidates,
  reasons = excluded.reasons,
  closed_at = excluded.closed_at,
  row_version = item.row_version + 1,
  updated_at = now()
returning linked_account_id, contact_id, row_version;
