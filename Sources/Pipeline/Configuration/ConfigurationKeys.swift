internal import CSV
internal import Extract

extension ConfigurationKey {
  /// Every key a pipeline file may hold, in the order in which they are documented.
  package static let all: [ConfigurationKey] = [
    .init(
      path: "version", kind: .integer(1...1), standard: nil, meaning: "Version of the file's format.", example: "1"),
    .init(
      path: "name", kind: .text, standard: nil, meaning: "Name of the pipeline; stored with every run.",
      example: "nightly"),
    .init(
      path: "accounts", kind: .selection, standard: "all",
      meaning: "Which linked accounts the run works on: all, or those that every key below it admits.", example: "all"),
    .init(
      path: "accounts.organization", kind: .text, standard: "null", meaning: "Only accounts of this organization.",
      example: "acme"),
    .init(
      path: "accounts.integration", kind: .text, standard: "null",
      meaning: "Only accounts of this integration (its slug).", example: "quickbooks-online"),
    .init(
      path: "accounts.status", kind: .choice(["COMPLETE", "INCOMPLETE", "RELINK_NEEDED", "IDLE"]), standard: "null",
      meaning: "Only accounts that Merge last reported in this status.", example: "COMPLETE"),
    .init(
      path: "accounts.ids", kind: .texts, standard: "null", meaning: "Only these accounts.",
      example: "[acme-books, acme-uk]"),
    .init(
      path: "concurrency", kind: .integer(1...256), unit: "accounts", standard: "8",
      meaning: "Accounts worked on at once.", example: "4"),
    .init(
      path: "connections.*.base_url", kind: .baseURL, standard: nil,
      meaning:
        "Region of Merge of the accounts that name this connection; the others use the environment's (`MERGE_*`).",
      example: "https://api-eu.merge.dev/api"),
    .init(
      path: "connections.*.api_key_env", kind: .variable, standard: nil,
      meaning: "Environment variable that holds the API key (or, with `_FILE` behind it, names the key's file).",
      example: "MERGE_EU_API_KEY"),
    .init(
      path: "connections.*.rate_limit", kind: .integer(0...100_000), unit: "requests a minute and account; 0: unpaced",
      standard: "null", meaning: "Merge's limit of this plan; null: that of `MERGE_RATE_LIMIT`.", example: "100"),
    .init(
      path: "connections.*.ca_file", kind: .text, standard: "null",
      meaning: "PEM file of the certificate authorities to trust; null: that of `MERGE_CA_FILE`.",
      example: "/etc/ssl/proxy.pem"),
    .init(
      path: "parties.query", kind: .text, standard: "null",
      meaning:
        "Query that reads the parties of all organizations from the platform's own database at the start of a run: "
        + "SQL, or `file:` and a path relative to the pipeline file; null: they are imported beforehand.",
      example: "file:parties.sql"),
    .init(
      path: "parties.database_url_env", kind: .variable, standard: "null",
      meaning:
        "Environment variable that holds the URL of the platform's database, or whose _FILE names a file with it.",
      example: "PLATFORM_DATABASE_URL"),
    .init(
      path: "parties.snapshot", kind: .choice(["true", "false"]), standard: "false",
      meaning: "true: the query gives all parties of each organization that it names, and absent ones are retired.",
      example: "true"),
    .init(
      path: "parties.retire_limit", kind: .share, unit: "share", standard: "0.1",
      meaning:
        "Largest share of the parties that a snapshot may retire, of all together and of each organization of 100 "
        + "or more; beyond it the run ends and nothing is changed.", example: "0.2"),
    .init(
      path: "extract.since", kind: .choiceOrInstant(["watermark", "beginning"]), standard: "watermark",
      meaning: "Where reading begins; an account without a watermark reads from the beginning.",
      example: "2026-01-31T00:00:00Z"),
    .init(
      path: "extract.until", kind: .instant, standard: "null",
      meaning: "Read only what Merge stored before this; null, or in the future: all there is.",
      example: "2026-02-01T00:00:00Z"),
    .init(
      path: "extract.sweep", kind: .choice(["true", "false"]), standard: "false",
      meaning:
        "true: everything is read (it needs `since: beginning`), and contacts that are not met are marked as deleted, "
        + "if Merge's own sync is whole.",
      example: "false"),
    .init(
      path: "extract.overlap", kind: .duration(0...604_800), standard: "15m",
      meaning: "How far before the last window's upper bound the next one begins.", example: "1h"),
    .init(
      path: "extract.page_size", kind: .integer(1...100), unit: "contacts", standard: "100",
      meaning: "Contacts a request asks for; of a file, those that are stored at a time.", example: "50"),
    .init(
      path: "extract.require_sync", kind: .choice(["fresh", "any"]), standard: "any",
      meaning:
        "fresh: an account whose own sync at Merge is stale or failing is an error; any: it is read and said to be stale.",
      example: "fresh"),
    .init(
      path: "extract.file", kind: .path(ContactFileFormat.endings), standard: "null",
      meaning:
        "An accounting system's export that is read in place of Merge, of the one account that `accounts.ids` names; "
        + "relative to the pipeline file's folder or to the current one; no API key and no token is needed.",
      example: "exports/contacts.csv", standsApart: true),
    .init(
      path: "extract.columns", kind: .columns, standard: "null",
      meaning:
        "Which column of the CSV holds which field; null: its headers are our names. Fields: "
        + ColumnMapping.fields.map { "`\($0)`" }.joined(separator: ", ")
        + "; those of emails, phones and addresses also with a number, such as `phone_number_2`.",
      example: "{ id: AccountNumber, name: \"*ContactName\", tax_number: TaxNumber }", standsApart: true),
    .init(
      path: "transform.policy", kind: .text, standard: "standard",
      meaning: "Policy file, relative to the pipeline file's folder or to the current one; standard: the one built in.",
      example: "policies/standard.yaml"),
    .init(
      path: "transform.decide", kind: .choice(["true", "false"]), standard: "true",
      meaning:
        "false: contacts are stored and nothing is decided of them, which takes no parties into memory; the next run that "
        + "decides makes up for it.", example: "true"),
    .init(
      path: "load.links", kind: .choice(["write", "propose"]), standard: "write",
      meaning: "write: links are made; propose: decisions only.", example: "write"),
    .init(
      path: "load.review_csv", kind: .template(["organization", "date"]), standard: "null",
      meaning: "Where each organization's open review queue is written; null: nowhere.",
      example: "\"out/review-{organization}-{date}.csv\""),
    .init(
      path: "load.public_url", kind: .publicURL, standard: "null",
      meaning:
        "Address of `contactsync serve`, as its `--public-url` says: review files name the screen's page of each record; "
        + "null: their column `permalink` is empty.", example: "https://sync.example.com"),
    .init(
      path: "create.enabled", kind: .choice(["true", "false"]), standard: "false",
      meaning: "true: parties without a contact are created in the accounting system after an account has settled.",
      example: "true"),
    .init(
      path: "create.accounts", kind: .texts, standard: "null",
      meaning: "Linked accounts in which parties are created that name no linked account of their own.",
      example: "[acme-books]"),
    .init(
      path: "create.own_account", kind: .choice(["true", "false"]), standard: "false",
      meaning: "true: a party that names a linked account (`linked_account_id`) is created there.", example: "true"),
    .init(
      path: "create.roles", kind: .texts, standard: "[customer, supplier]",
      meaning: "Roles in which parties are created; a party's other roles are left out.", example: "[customer]"),
    .init(
      path: "create.cap", kind: .integer(1...10_000), unit: "contacts", standard: "50",
      meaning: "Contacts that a run creates at most in one account.", example: "20"),
    .init(
      path: "create.after", kind: .duration(0...31_536_000), standard: "7d",
      meaning: "How long a party must have stood unmatched and unreviewed.", example: "3d"),
    .init(
      path: "create.grace", kind: .duration(0...604_800), standard: "15m",
      meaning:
        "How long after a lost answer nothing is concluded from not finding the contact; a sync that began later must "
        + "have ended well, too.", example: "30m"),
    .init(
      path: "update.enabled", kind: .choice(["true", "false"]), standard: "false",
      meaning: "true: fields that the platform owns are written into linked contacts after an account has settled.",
      example: "true"),
    .init(
      path: "update.fields", kind: .texts, standard: "null",
      meaning: "Fields that the platform owns: `name`, `email_address`, `tax_number`.", example: "[email_address]"),
    .init(
      path: "update.links", kind: .choice(["certain", "all"]), standard: "certain",
      meaning:
        "certain: only contacts that a person, an import or a creation linked; all: those linked automatically too.",
      example: "certain"),
    .init(
      path: "update.cap", kind: .integer(1...10_000), unit: "contacts", standard: "50",
      meaning: "Contacts that a run changes at most in one account.", example: "20"),
    .init(
      path: "expect.review_rate.max", kind: .share, unit: "share", standard: "1",
      meaning: "Largest share of an account's contacts that a run may send to review (judged from 100 contacts on).",
      example: "0.25"),
    .init(
      path: "expect.deleted_rate.max", kind: .share, unit: "share", standard: "1",
      meaning:
        "Largest share of an account's contacts that a run may find newly deleted (judged from 100 contacts on).",
      example: "0.05"),
    .init(
      path: "expect.rejected_rate.max", kind: .share, unit: "share", standard: "1",
      meaning: "Largest share of the records read in a run that may be rejected (judged from 100 records on).",
      example: "0.01"),
    .init(
      path: "retention.versions", kind: .duration(0...315_360_000), standard: "400d",
      meaning: "How long superseded versions are kept; `contactsync db prune FILE` deletes older ones.", example: "400d"
    ),
    .init(
      path: "retention.row_events", kind: .duration(0...315_360_000), standard: "90d",
      meaning:
        "How long rejected records that were replayed, and link sessions that ended, are kept; "
        + "`contactsync db prune FILE` deletes older ones.", example: "90d"),
    .init(
      path: "retention.run_files", kind: .duration(0...315_360_000), standard: "14d",
      meaning: "How long the files of `run --keep-files` are left: older ones go when a run keeps new ones.",
      example: "14d"),
  ]
}
