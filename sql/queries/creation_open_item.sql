-- Opens the review item of contact $3 of an account with party $4 as its first candidate, where the contact is known; the number
-- of rows by the command tag.
insert into contactsync.review_item as item (
  review_id, organization_id, linked_account_id, contact_id, kind, state, candidates, reasons, run_id
)
select
  contactsync.review_id($1, $3), $2, $1, $3, 'candidates', 'open',
  jsonb_build_array(
    jsonb_build_object('party', $4::text, 'probability', 0, 'weight', 0, 'levels', 0, 'evidence', '[]'::jsonb)),
  array['namesake'], $5::bigint
where exists (
  select from contactsync.contact where linked_account_id = $1 and contact_id = $3
)
on conflict (linked_account_id, contact_id) do update
set
  state = 'open',
  row_version = item.row_version + 1,
  candidates = case item.state when 'open' then excluded.candidates || item.candidates else excluded.candidates end,
  reasons = case item.state when 'open' then excluded.reasons || item.reasons else excluded.reasons end,
  opened_at = case item.state when 'open' then item.opened_at else now() end,
  updated_at = now(),
  closed_at = null,
  run_id = excluded.run_id
where not (item.state = 'open' and item.candidates @> jsonb_build_array(jsonb_build_object('party', $4::text)));
