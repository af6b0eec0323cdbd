-- One row per change of a link, for ever.
create or replace view reporting.fct_link_changes with (security_barrier) as
select
  change_id,
  organization_id,
  linked_account_id,
  contact_id,
  party_id,
  change,
  source,
  changed_at,
  changed_at as updated_at
from contactsync.link_change;

comment on view reporting.fct_link_changes is
  'The history of links; read on from the greatest change_id that you have seen and you miss none.';
comment on column reporting.fct_link_changes.change_id is 'Rises with each change and becomes visible in commit order.';
comment on column reporting.fct_link_changes.organization_id is
  'The organization (customer of the platform) that owns the row.';
comment on column reporting.fct_link_changes.linked_account_id is
  'The linked account, by the platform''s permanent id.';
comment on column reporting.fct_link_changes.contact_id is 'The contact, by Merge''s id.';
comment on column reporting.fct_link_changes.party_id is
  'The party that the contact is linked to after linked and moved, or was linked to before unlinked.';
comment on column reporting.fct_link_changes.change is 'linked, unlinked or moved (from another party to this one).';
comment on column reporting.fct_link_changes.source is 'Who made the change: auto, human, import or created.';
comment on column reporting.fct_link_changes.changed_at is 'When the change was made.';
comment on column reporting.fct_link_changes.updated_at is 'The same as changed_at: rows never change.';
