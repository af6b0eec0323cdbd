-- Known links that wait for their contact or party, and who survives a merged party.
create table contactsync.pending_link (
  linked_account_id text not null,
  kind "char" not null check (kind in ('c', 'r')),
  id text not null check (octet_length(id) between 1 and 255),
  organization_id text not null,
  party_id text not null check (octet_length(party_id) between 1 and 255),
  problem text check (problem in ('ambiguous', 'conflict', 'unknown_party')),
  imported_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (linked_account_id, kind, id)
);
comment on table contactsync.pending_link is
  'Links that were imported before their contact (or any party of the organization) was known: by contact id (c) or '
  'remote id (r). A run makes judgements of them as soon as it can.';
comment on column contactsync.pending_link.problem is
  'Why the last run that could have taken it did not: two contacts have the remote id, something else is said of the '
  'contact, or there is no such party; null: it waits.';

create function contactsync.survivor(organization_id text, party_id text) returns text
language sql stable parallel safe
return (
  with recursive chain (id, merged_into, deleted_at, step) as (
    select party.party_id, nullif(party.merged_into, ''), party.deleted_at, 0
    from contactsync.party
    where party.organization_id = survivor.organization_id and party.party_id = survivor.party_id
    union all
    select party.party_id, nullif(party.merged_into, ''), party.deleted_at, chain.step + 1
    from chain
    join contactsync.party
      on party.organization_id = survivor.organization_id and party.party_id = chain.merged_into
    where chain.step < 16
  )
  select id from chain where merged_into is null and deleted_at is null
);
comment on function contactsync.survivor is
  'The living end of the chain of mergers that begins with a party, itself where it lives; null where it is retired.';
