-- What is to become of the rows of known_link_stage, in order: ordinal, verdict, contact, organization, what is in the way.
with accounts as materialized (
  select distinct linked_account_id from known_link_stage where contact_id is null
),
holders as materialized (
  select accounts.linked_account_id, contact.remote_id, contact.contact_id
  from accounts
  cross join lateral (
    select contact_id, remote_id
    from contactsync.contact
    where linked_account_id = accounts.linked_account_id
      and deleted_at is null
      -- "is true": looked up in a hash for each contact, never a loop over the rows.
      and (remote_id in (select remote_id from known_link_stage where contact_id is null)) is true
    offset 0
  ) as contact
),
named as (
  select
    stage.ordinal, stage.linked_account_id, stage.remote_id, stage.party_id,
    coalesce(
      stage.contact_id, case when count(holders.contact_id) = 1 then min(holders.contact_id) end
    ) as contact_id,
    array_agg(holders.contact_id) filter (where holders.contact_id is not null) as holders
  from known_link_stage as stage
  left join holders
    on stage.contact_id is null
    and holders.linked_account_id = stage.linked_account_id
    and holders.remote_id = stage.remote_id
  group by stage.ordinal, stage.linked_account_id, stage.contact_id, stage.remote_id, stage.party_id
),
known as (
  select
    named.*, account.organization_id, contactsync.survivor(account.organization_id, named.party_id) as survivor,
    row_number() over (
      partition by named.linked_account_id, named.contact_id, case when named.contact_id is null then named.remote_id end
      order by named.ordinal
    ) as turn
  from named
  left join contactsync.linked_account as account using (linked_account_id)
)
select
  known.ordinal,
  case
    when known.organization_id is null then 'unknown_account'
    when known.turn > 1 then 'again'
    when known.survivor is null and exists (
      select from contactsync.party where organization_id = known.organization_id
    ) then case when party.party_id is null then 'unknown_party' else 'retired_party' end
    when cardinality(known.holders) > 1 and not said.is_same then 'ambiguous'
    when cardinality(known.holders) > 1 then 'unchanged'
    when known.contact_id is null or known.survivor is null then
      case
        when pending.party_id is null then 'waiting'
        when pending.party_id = known.party_id then 'waits_already'
        else 'waits_otherwise'
      end
    when words.own = 'same' then 'unchanged'
    when link.source <> 'auto'
      and coalesce(contactsync.survivor(known.organization_id, link.party_id), link.party_id) = known.survivor
      then 'unchanged'
    when words.own = 'different' then 'judged_different'
    when words.other is not null then 'judged_otherwise'
    when link.source <> 'auto' then 'linked_otherwise'
    else 'applied'
  end as verdict,
  known.contact_id,
  known.organization_id,
  coalesce(words.other, link.party_id, pending.party_id) as other_party,
  coalesce(cardinality(known.holders), 0) as holders
from known
left join contactsync.party
  on party.organization_id = known.organization_id and party.party_id = known.party_id
left join contactsync.pending_link as pending
  on pending.linked_account_id = known.linked_account_id
  and pending.kind = case when known.remote_id is null then 'c' else 'r' end::"char"
  and pending.id = coalesce(known.remote_id, known.contact_id)
left join contactsync.link
  on link.linked_account_id = known.linked_account_id
  and link.contact_id = known.contact_id
  and link.unlinked_at is null
left join lateral (
  select
    max(word.answer) filter (where word.party_id = known.party_id) as own,
    min(word.party_id) filter (
      where word.answer = 'same'
        and word.party_id <> known.party_id
        and coalesce(contactsync.survivor(known.organization_id, word.party_id), word.party_id)
          is distinct from known.survivor
    ) as other
  from (
    select distinct on (party_id) party_id, answer
    from contactsync.judgement
    where linked_account_id = known.linked_account_id
      and contact_id = known.contact_id
      and party_id is not null
      and source in ('human', 'import')
    order by party_id, judgement_id desc
  ) as word
) as words on true
left join lateral (
  select exists (
    select from contactsync.judgement
    where linked_account_id = known.linked_account_id
      and contact_id = any(known.holders)
      and party_id = known.party_id
      and answer = 'same'
  ) as is_same
) as said on true
order by known.ordinal;
