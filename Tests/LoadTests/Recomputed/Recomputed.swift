/// What each view must say, made slowly and plainly from the tables.
enum Recomputed {
  /// The rows of every view, as of an instant.
  static let views: [String: @Sendable (RawTables, _ now: Int64) -> [RawRow]] = [
    "dim_linked_accounts": { tables, _ in linkedAccounts(tables) },
    "dim_contacts": { tables, _ in contacts(tables) },
    "dim_parties": { tables, _ in parties(tables) },
    "fct_links": { tables, _ in links(tables) },
    "fct_link_changes": { tables, _ in linkChanges(tables) },
    "fct_contact_versions": { tables, _ in contactVersions(tables) },
    "fct_decisions": { tables, _ in decisions(tables) },
    "fct_judgements": { tables, _ in judgements(tables) },
    "fct_runs": { tables, _ in runs(tables) },
    "fct_row_events": { tables, _ in rowEvents(tables) },
    "fct_rejected_records": { tables, _ in rejectedRecords(tables) },
    "rpt_match_rate_daily": matchRate,
    "rpt_review_ageing": reviewAgeing,
    "rpt_duplicate_suspects": { tables, _ in suspectContacts(tables) + suspectParties(tables) },
    "rpt_data_completeness": { tables, _ in completeness(tables) },
    "rpt_freshness": freshness,
    "rpt_error_classes_daily": { tables, _ in errorClasses(tables) },
    "rpt_creations": creations,
    "rpt_corrections": { tables, _ in corrections(tables) },
  ]

  /// The objects of an array of JSON.
  static func objects(_ json: Any?) -> [[String: Any]] { (json as? [Any] ?? []).compactMap { $0 as? [String: Any] } }

  /// The telephone numbers of a record, empty ones left out.
  static func phones(_ row: RawRow) -> [String] {
    (row.json("phone_numbers") as? [Any] ?? []).compactMap { item in
      let number = (item as? [String: Any])?["number"] as? String ?? item as? String
      return number == "" ? nil : number
    }
  }

  /// The addresses of a record on one line each, empty ones left out.
  static func addresses(_ row: RawRow) -> [String] {
    objects(row.json("addresses")).compactMap { item in
      func part(_ name: String) -> String? { (item[name] as? String).flatMap { $0.isEmpty ? nil : $0 } }
      let town = [part("zip_code"), part("city")].compactMap { $0 }.joined(separator: " ")
      let parts = [
        part("street_1"), part("street_2"), town.isEmpty ? nil : town, part("country_subdivision") ?? part("state"),
        part("country"),
      ].compactMap { $0 }
      return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
  }

  static func joined(_ texts: [String], _ separator: String = "; ") -> String? {
    texts.isEmpty ? nil : texts.joined(separator: separator)
  }

  /// Whether there is more than blanks.
  static func isFilled(_ text: String?) -> Bool {
    text?.contains { $0 != " " && $0 != "\t" && $0 != "\n" && $0 != "\r" } ?? false
  }
}
