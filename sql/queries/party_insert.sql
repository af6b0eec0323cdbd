-- Inserts the new parties of party_stage that belong to the organization: the number of rows by the command tag.
insert into contactsync.party (
  organization_id, party_id, name, email_address, tax_number, is_customer, is_supplier, addresses, phone_numbers,
  linked_account_id, merged_into, deleted_at, content_hash, revision
)
select
  stage.organization_id, stage.party_id, stage.name, stage.email_address, stage.tax_number, stage.is_customer,
  stage.is_supplier, stage.addresses, stage.phone_numbers, stage.linked_account_id, stage.merged_into,
  stage.deleted_at, stage.content_hash, $2::bigint
from party_stage as stage
where stage.organization_id = $1
  and not exists (
    select from contactsync.party
    where party.organization_id = stage.organization_id and party.party_id = stage.party_id
  );
