/// The SQL of this folder, embedded at build time: ordered tables of what there is, one line a file.
package enum SQLFiles {
  /// One file that changes the schema.
  package typealias Migration = (version: Int, name: String, sql: String)
  /// One file that makes one view of the schema `reporting`.
  package typealias View = (name: String, sql: String)

  /// The migrations in the order in which they are applied.
  package static let migrations: [Migration] = [
    (1, "create_tables", text(PackageResources._001_create_tables_sql)),
    (2, "complete_pipeline", text(PackageResources._002_complete_pipeline_sql)),
    (3, "index_merged_parties", text(PackageResources._003_index_merged_parties_sql)),
    (4, "keep_match_keys", text(PackageResources._004_keep_match_keys_sql)),
    (5, "follow_relinking", text(PackageResources._005_follow_relinking_sql)),
    (6, "add_pending_links", text(PackageResources._006_add_pending_links_sql)),
    (7, "bound_windows", text(PackageResources._007_bound_windows_sql)),
    (8, "keep_best_candidate", text(PackageResources._008_keep_best_candidate_sql)),
    (9, "sweep_accounts", text(PackageResources._009_sweep_accounts_sql)),
    (10, "send_creations", text(PackageResources._010_send_creations_sql)),
    (11, "resolve_rejected_records", text(PackageResources._011_resolve_rejected_records_sql)),
    (12, "erase_subjects", text(PackageResources._012_erase_subjects_sql)),
    (13, "share_brake", text(PackageResources._013_share_brake_sql)),
    (14, "update_contacts", text(PackageResources._014_update_contacts_sql)),
    (15, "list_role_organizations", text(PackageResources._015_list_role_organizations_sql)),
    (16, "link_accounts", text(PackageResources._016_link_accounts_sql)),
    (17, "keep_verdicts", text(PackageResources._017_keep_verdicts_sql)),
    (18, "give_second_opinions", text(PackageResources._018_give_second_opinions_sql)),
    (19, "queue_sync_requests", text(PackageResources._019_queue_sync_requests_sql)),
    (20, "index_verdicts", text(PackageResources._020_index_verdicts_sql)),
    (21, "keep_rate_limit_waits", text(PackageResources._021_keep_rate_limit_waits_sql)),
    (22, "note_linkings", text(PackageResources._022_note_linkings_sql)),
    (23, "sign_out_reviewers", text(PackageResources._023_sign_out_reviewers_sql)),
    (24, "prune_old_rows", text(PackageResources._024_prune_old_rows_sql)),
    (25, "share_accounts", text(PackageResources._025_share_accounts_sql)),
    (26, "mend_indexes", text(PackageResources._026_mend_indexes_sql)),
  ]

  /// The reporting views in the order in which they are created: a view after those that it reads.
  package static let reporting: [View] = [
    ("dim_linked_accounts", text(PackageResources.dim_linked_accounts_sql)),
    ("dim_contacts", text(PackageResources.dim_contacts_sql)),
    ("dim_parties", text(PackageResources.dim_parties_sql)),
    ("fct_links", text(PackageResources.fct_links_sql)),
    ("fct_link_changes", text(PackageResources.fct_link_changes_sql)),
    ("fct_contact_versions", text(PackageResources.fct_contact_versions_sql)),
    ("fct_decisions", text(PackageResources.fct_decisions_sql)),
    ("fct_judgements", text(PackageResources.fct_judgements_sql)),
    ("fct_runs", text(PackageResources.fct_runs_sql)),
    ("fct_row_events", text(PackageResources.fct_row_events_sql)),
    ("fct_rejected_records", text(PackageResources.fct_rejected_records_sql)),
    ("rpt_match_rate_daily", text(PackageResources.rpt_match_rate_daily_sql)),
    ("rpt_review_ageing", text(PackageResources.rpt_review_ageing_sql)),
    ("rpt_duplicate_suspects", text(PackageResources.rpt_duplicate_suspects_sql)),
    ("rpt_data_completeness", text(PackageResources.rpt_data_completeness_sql)),
    ("rpt_freshness", text(PackageResources.rpt_freshness_sql)),
    ("rpt_error_classes_daily", text(PackageResources.rpt_error_classes_daily_sql)),
    ("rpt_creations", text(PackageResources.rpt_creations_sql)),
    ("rpt_corrections", text(PackageResources.rpt_corrections_sql)),
  ]

  /// The text of one statement.
  package static func query(_ query: Query) -> String { query.sql }

  static func text(_ resource: [UInt8]) -> String { String(decoding: resource, as: UTF8.self) }
}
