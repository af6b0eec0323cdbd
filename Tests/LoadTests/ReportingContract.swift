/// What readers of the views rely on.
enum ReportingContract {
  /// The columns of the view $1 in order: name, type, comment.
  static let columns = """
    select columns.attname, format_type(columns.atttypid, columns.atttypmod), col_description(views.oid, columns.attnum)
    from pg_class as views
    join pg_attribute as columns on columns.attrelid = views.oid and columns.attnum > 0 and not columns.attisdropped
    where views.relnamespace = 'reporting'::regnamespace and views.relkind = 'v' and views.relname = $1
    order by columns.attnum
    """

  /// View by view the columns with their types. A column may be added; one that is renamed, removed or of another type
  /// breaks reports and interfaces of others.
  static let views: [(name: String, columns: String)] = [
    (
      "dim_contacts",
      """
      organization_id text, linked_account_id text, contact_id text, remote_id text, name text, email_address \
      text, tax_number text, status text, currency text, is_customer boolean, is_supplier boolean, company \
      text, phone_numbers text, addresses text, issues text, is_deleted boolean, remote_updated_at timestamptz, \
      created_at timestamptz, modified_at timestamptz, first_read_at timestamptz, deleted_at timestamptz, \
      updated_at timestamptz
      """
    ),
    (
      "dim_linked_accounts",
      """
      organization_id text, linked_account_id text, integration text, connection text, merge_account_id text, \
      state text, merge_status text, last_sync_result text, last_sync_finished_at timestamptz, checked_at \
      timestamptz, watermark timestamptz, settled_matcher_version text, settled_links text, created_at \
      timestamptz, updated_at timestamptz
      """
    ),
    (
      "dim_parties",
      """
      organization_id text, party_id text, name text, email_address text, tax_number text, is_customer boolean, \
      is_supplier boolean, phone_numbers text, addresses text, linked_account_id text, merged_into_party_id \
      text, is_retired boolean, created_at timestamptz, deleted_at timestamptz, updated_at timestamptz
      """
    ),
    (
      "fct_contact_versions",
      """
      organization_id text, linked_account_id text, contact_id text, valid_from timestamptz, valid_to \
      timestamptz, is_current boolean, superseded_by_run_id bigint, remote_id text, name text, email_address \
      text, tax_number text, status text, currency text, is_customer boolean, is_supplier boolean, company \
      text, phone_numbers text, addresses text, is_deleted boolean, remote_updated_at timestamptz, created_at \
      timestamptz, modified_at timestamptz, deleted_at timestamptz, updated_at timestamptz
      """
    ),
    (
      "fct_decisions",
      """
      organization_id text, linked_account_id text, contact_id text, verdict text, party_id text, probability \
      float8, weight_bits float8, match_key text, reasons text, candidate_count integer, matcher_version text, \
      run_id bigint, decided_at timestamptz, updated_at timestamptz
      """
    ),
    (
      "fct_judgements",
      """
      judgement_id bigint, organization_id text, linked_account_id text, contact_id text, party_id text, answer \
      text, source text, is_question boolean, reviewer text, note text, is_standing boolean, judged_at \
      timestamptz, superseded_at timestamptz, updated_at timestamptz
      """
    ),
    (
      "fct_link_changes",
      """
      change_id bigint, organization_id text, linked_account_id text, contact_id text, party_id text, change \
      text, source text, changed_at timestamptz, updated_at timestamptz
      """
    ),
    (
      "fct_links",
      """
      organization_id text, linked_account_id text, contact_id text, party_id text, source text, probability \
      float8, match_key text, is_primary boolean, run_id bigint, linked_at timestamptz, updated_at timestamptz
      """
    ),
    (
      "fct_rejected_records",
      """
      organization_id text, linked_account_id text, rejected_id text, contact_id text, reason text, detail \
      text, raw_bytes integer, first_run_id bigint, rejected_at timestamptz, resolved_at timestamptz, updated_at \
      timestamptz
      """
    ),
    (
      "fct_row_events",
      """
      organization_id text, linked_account_id text, contact_id text, event text, reason text, rejected_id text, \
      run_id bigint, occurred_at timestamptz, updated_at timestamptz
      """
    ),
    (
      "fct_runs",
      """
      run_id bigint, pipeline text, organization_id text, linked_account_id text, started_at timestamptz, \
      finished_at timestamptz, outcome text, error_code text, error_text text, pages integer, rows_read bigint, \
      rows_inserted bigint, rows_updated bigint, rows_unchanged bigint, rows_deleted bigint, rows_rejected \
      bigint, rows_repeated bigint, rows_absent bigint, pairs bigint, pairs_cut bigint, matched bigint, \
      sent_to_review bigint, unmatched bigint, created bigint, extract_ms bigint, transform_ms bigint, load_ms \
      bigint, settle_ms bigint, product_version text, updated_at timestamptz, rows_missed bigint, \
      contacts_checksum text, rate_limit_waits bigint, rate_limit_wait_ms bigint, rate_limit_refusals bigint
      """
    ),
    (
      "rpt_corrections",
      """
      link_id bigint, organization_id text, linked_account_id text, contact_id text, party_id text, \
      now_party_id text, probability float8, match_key text, run_id bigint, corrected_by text, linked_at \
      timestamptz, corrected_at timestamptz, stood_days numeric, updated_at timestamptz
      """
    ),
    (
      "rpt_creations",
      """
      organization_id text, linked_account_id text, party_id text, state text, is_open boolean, contact_id \
      text, attempts integer, error_class text, problems text, asked_contact_id text, age_hours numeric, planned_at \
      timestamptz, sent_at timestamptz, finished_at timestamptz, updated_at timestamptz
      """
    ),
    (
      "rpt_data_completeness",
      """
      organization_id text, side text, linked_account_id text, field text, records bigint, filled_records \
      bigint, fill_rate numeric, updated_at timestamptz
      """
    ),
    (
      "rpt_duplicate_suspects",
      """
      organization_id text, side text, linked_account_id text, record_id text, other_record_id text, \
      shared_record_id text, shared_records bigint, company text, roles text, probability float8, updated_at \
      timestamptz
      """
    ),
    (
      "rpt_error_classes_daily",
      """
      organization_id text, day date, error_code text, runs bigint, accounts bigint, failures bigint, \
      is_passing boolean, advice text, last_error_text text, updated_at timestamptz
      """
    ),
    (
      "rpt_freshness",
      """
      organization_id text, linked_account_id text, state text, watermark timestamptz, last_sync_result text, \
      last_sync_finished_at timestamptz, last_done_at timestamptz, last_outcome text, last_error_code text, \
      age_hours numeric, updated_at timestamptz
      """
    ),
    (
      "rpt_match_rate_daily",
      """
      organization_id text, linked_account_id text, day date, contacts bigint, linked_contacts bigint, \
      match_rate numeric, updated_at timestamptz
      """
    ),
    (
      "rpt_review_ageing",
      """
      organization_id text, linked_account_id text, kind text, age_band text, open_items bigint, \
      oldest_opened_at timestamptz, oldest_age_days numeric, updated_at timestamptz
      """
    ),
  ]

  /// A type's name as PostgreSQL abbreviates it.
  static func short(_ type: String) -> String {
    ["timestamp with time zone": "timestamptz", "double precision": "float8"][type] ?? type
  }
}
