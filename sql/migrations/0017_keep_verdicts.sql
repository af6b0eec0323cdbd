-- What people decide on the matching screen and in review files: each verdict with what stood before it, so that it can be told
-- and taken back; and the order in which open items are shown.
create table contactsync.verdict (
  verdict_id bigint generated always as identity primary key,
  batch_id uuid,
  organization_id text not null,
  linked_account_id text not null,
  contact_id text not null,
  verdict text not null check (verdict in ('match', 'not_a_match', 'new_party', 'unsure')),
  party_id text,
  other_party_ids text[] not null default '{}',
  source text not null check (source in ('human', 'import')),
  reviewer text,
  matcher_version text,
  state_before text,
  kind_before text,
  reasons_before text[],
  link_before bigint,
  link_after bigint,
  row_version integer,
  decided_at timestamptz not null default now(),
  undone_at timestamptz,
  undone_by text,
  check ((verdict = 'match') = (party_id is not null))
);
create index verdict_contact on contactsync.verdict (linked_account_id, contact_id, verdict_id);
create index verdict_reviewer on contactsync.verdict (organization_id, reviewer, verdict_id) where undone_at is null;
create index verdict_batch on contactsync.verdict (batch_id) where batch_id is not null;
comment on table contactsync.verdict is
  'What a person decided about a contact, as a whole: its judgements, its link and its review item changed in one transaction.';
comment on column contactsync.verdict.batch_id is 'The same for all that were decided at once; null: it was decided alone.';
comment on column contactsync.verdict.party_id is 'Of a match: the party, or who survived it.';
comment on column contactsync.verdict.other_party_ids is 'The parties that the contact is not, as the verdict says.';
comment on column contactsync.verdict.matcher_version is 'Of the decision that the person saw; null where there was none.';
comment on column contactsync.verdict.state_before is
  'State of the contact''s review item before, as are kind_before and reasons_before; null: there was no item.';
comment on column contactsync.verdict.link_before is 'The link that stood before, link_after the one that stood afterwards.';
comment on column contactsync.verdict.row_version is 'Of the review item afterwards.';
comment on column contactsync.verdict.undone_at is 'When it was taken back; null: it was not.';

alter table contactsync.judgement add column verdict_id bigint;
comment on column contactsync.judgement.verdict_id is
  'The verdict that it belongs to, also where it takes that back; null where it was said otherwise.';

create function contactsync.left_candidates(candidates jsonb) returns jsonb
language sql immutable parallel safe
return jsonb_path_query_array(candidates, '$[*] ? (!exists(@.judged))');
comment on function contactsync.left_candidates is
  'Of a review item''s candidates those that nobody has judged since it was written, best first.';

create function contactsync.match_key(levels bigint) returns text
language sql immutable parallel safe
return (
  select concat(
    case when name between 1 and 5 then '+NAME' end,
    case when tax between 1 and 3 then '+TAX' end,
    case when email between 1 and 5 then '+EMAIL' end,
    case when phone between 1 and 4 then '+PHONE' end,
    case when address between 1 and 7 then '+ADDRESS' end,
    case when name in (6, 8) then '-NAME' end,
    case when tax in (4, 5) then '-TAX' end,
    case when email = 7 then '-EMAIL' end,
    case when phone = 5 then '-PHONE' end,
    case when address in (8, 9) then '-ADDRESS' end
  )
  from (
    select
      levels & 255 as name, levels >> 8 & 255 as tax, levels >> 16 & 255 as email, levels >> 24 & 255 as phone,
      levels >> 32 & 255 as address
  ) as level
);
comment on function contactsync.match_key is
  'Which fields agree (+) and which contradict (-) at these levels, such as +NAME+PHONE-TAX; as decisions tell it.';

create function contactsync.review_priority(kind text, candidates jsonb, reasons text[]) returns double precision
language sql immutable parallel safe
return
  case kind when 'link_disputed' then 2 else 0 end
  - case when 'judged_unsure' = any(reasons) then 4 else 0 end
  + coalesce(
    round((contactsync.left_candidates(candidates) -> 0 ->> 'probability')::numeric, 2)
    + round(
      (
        (contactsync.left_candidates(candidates) -> 0 ->> 'probability')::numeric
        - coalesce((contactsync.left_candidates(candidates) -> 1 ->> 'probability')::numeric, 0)
      ) / 100, 6
    ),
    0
  )::double precision;
comment on function contactsync.review_priority is
  'What is shown first: disputed links, then likely candidates, of equal ones (by the hundredth) those that lead clearly; what a '
  'person was unsure of comes last.';

alter table contactsync.review_item
  add column match_key text generated always as (
    contactsync.match_key(coalesce((contactsync.left_candidates(candidates) -> 0 ->> 'levels')::bigint, 0))
  ) stored,
  add column priority double precision generated always as (
    contactsync.review_priority(kind, candidates, reasons)
  ) stored;
create index review_item_queue on contactsync.review_item (organization_id, priority desc, review_id) where state = 'open';
create index review_item_class on contactsync.review_item (organization_id, match_key, priority desc, review_id)
  where state = 'open';
comment on column contactsync.review_item.match_key is
  'Class of evidence: which fields agree and contradict for the best candidate that is left; empty without one.';
comment on column contactsync.review_item.priority is 'The greatest first; see review_priority.';
comment on column contactsync.review_item.candidates is
  'Best first, at most ten: [{"party":id,"probability":0…1,"weight":bits,"levels":integer,"evidence":[…],"judged":"different"}], '
  'evidence as {"field","level","weight":bits,"left","right"}; judged only where a person has since said so.';
comment on column contactsync.review_item.row_version is
  'Rises with each change of the item and with each verdict: who decides says which one was seen.';
