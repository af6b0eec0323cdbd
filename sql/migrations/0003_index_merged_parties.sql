-- Lets settling find the parties that were merged into one.
create index party_merged on contactsync.party (organization_id, merged_into) where merged_into is not null;
comment on column contactsync.party.revision is
  'The organization''s party revision at which the row last changed, or a party that was merged into it was taken back.';
