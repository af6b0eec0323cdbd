-- A few verdicts are given a second time, by somebody who does not know the first: how far reviewers agree.
create table contactsync.second_opinion (
  verdict_id bigint not null,
  organization_id text not null,
  linked_account_id text not null,
  contact_id text not null,
  reviewer text not null,
  verdict text not null check (verdict in ('match', 'not_a_match', 'new_party', 'unsure')),
  party_id text,
  agrees boolean not null,
  given_at timestamptz not null default now(),
  primary key (verdict_id, reviewer)
);
create index second_opinion_organization on contactsync.second_opinion (organization_id, given_at);
comment on table contactsync.second_opinion is
  'What a second reviewer said without knowing the first verdict; it changes no link and no review item.';
comment on column contactsync.second_opinion.agrees is
  'The same verdict as the first, of a match with the same party.';

create index decision_unmatched on contactsync.decision (organization_id, linked_account_id, contact_id)
  where verdict = 'unmatched';
