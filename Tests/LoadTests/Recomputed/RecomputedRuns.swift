extension Recomputed {
  static func freshness(_ tables: RawTables, now: Int64) -> [RawRow] {
    tables["linked_account"].filter { $0["state"] != "removed" }.map { account in
      let runs = tables["run_account"].filter { $0["linked_account_id"] == account["linked_account_id"] }
      let last = runs.max { ($0.int("started_at")!, $0.int("run_id")!) < ($1.int("started_at")!, $1.int("run_id")!) }
      var row = account.only([
        "organization_id", "linked_account_id", "state", "watermark", "last_sync_result", "last_sync_finished_at",
      ])
      row["last_done_at"] = runs.filter { $0["outcome"] == "done" }.compactMap { $0.int("finished_at") }.max().map {
        "\($0)"
      }
      row["last_outcome"] = last?["outcome"]
      row["last_error_code"] = last?["error_code"]
      row["age_hours"] = account.int("watermark").map { Reckoning.hours(now - $0) }
      row["updated_at"] = last?["finished_at"] ?? last?["started_at"] ?? account["updated_at"]
      return row
    }
  }

  /// What to do, of the codes that ``RandomHistory`` knows.
  static let advice: [String: (isPassing: Bool, words: String)] = [
    "timeout": (true, "Run again later."),
    "unauthorized": (false, "Have the account linked again; if every account fails so, check MERGE_API_KEY."),
    "database_53300": (false, "Look up the SQLSTATE at the end of the code; then run again."),
    "database_lost": (true, "Run again when the database is back."),
    "databasex": (false, "See the text; if it does not help, report it."),
    "of_tomorrow": (false, "See the text; if it does not help, report it."),
  ]

  static func errorClasses(_ tables: RawTables) -> [RawRow] {
    func ended(_ run: RawRow) -> Int64 { run.int("finished_at") ?? run.int("started_at")! }
    let failures = tables["run_account"].filter { $0["error_code"] != nil }
    let groups = Dictionary(grouping: failures) { run in
      var key = run.only(["organization_id", "error_code"])
      key["day"] = Reckoning.dayText(Reckoning.dayNumber(ended(run)))
      return key
    }
    return groups.map { key, failures in
      let last = failures.max { a, b in
        (ended(a), a.int("run_id")!) != (ended(b), b.int("run_id")!)
          ? (ended(a), a.int("run_id")!) < (ended(b), b.int("run_id")!)
          : b["linked_account_id"]!.precedes(a["linked_account_id"]!)
      }!
      let advice = advice[key["error_code"]!]!
      var row = key
      row["runs"] = "\(Set(failures.map { $0["run_id"] }).count)"
      row["accounts"] = "\(Set(failures.map { $0["linked_account_id"] }).count)"
      row["failures"] = "\(failures.count)"
      row["is_passing"] = "\(advice.isPassing)"
      row["advice"] = advice.words
      row["last_error_text"] = last["error_text"]
      row["updated_at"] = "\(ended(last))"
      return row
    }
  }

  static func creations(_ tables: RawTables, now: Int64) -> [RawRow] {
    tables["creation"].map { creation in
      var row = creation.only([
        "organization_id", "linked_account_id", "party_id", "state", "contact_id", "attempts", "error_class",
        "asked_contact_id", "planned_at", "sent_at", "finished_at", "updated_at",
      ])
      row["is_open"] = "\(["planned", "sending", "unknown"].contains(creation["state"]!))"
      row["problems"] = joined(creation.texts("problems"))
      row["age_hours"] = Reckoning.hours((creation.int("finished_at") ?? now) - creation.int("planned_at")!)
      return row
    }
  }
}
