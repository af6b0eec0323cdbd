extension Recomputed {
  static func links(_ tables: RawTables) -> [RawRow] {
    tables["link"].filter { $0["unlinked_at"] == nil }.map {
      $0.only([
        "organization_id", "linked_account_id", "contact_id", "party_id", "source", "probability", "match_key",
        "is_primary", "run_id", "linked_at", "updated_at",
      ])
    }
  }

  static func linkChanges(_ tables: RawTables) -> [RawRow] {
    tables["link_change"].map { change in
      var row = change
      row["updated_at"] = change["changed_at"]
      return row
    }
  }

  static func decisions(_ tables: RawTables) -> [RawRow] {
    tables["decision"].map { decision in
      var row = decision.only([
        "organization_id", "linked_account_id", "contact_id", "verdict", "party_id", "probability", "match_key",
        "candidate_count", "matcher_version", "run_id", "decided_at",
      ])
      row["weight_bits"] = decision["weight"]
      row["reasons"] = decision.texts("reasons").joined(separator: ", ")
      row["updated_at"] = decision["decided_at"]
      return row
    }
  }

  static func judgements(_ tables: RawTables) -> [RawRow] {
    let asking = ["revert", "relink", "creation"]
    func isQuestion(_ judgement: RawRow) -> Bool { asking.contains(judgement["source"]!) }
    /// The answer that was given next of the same contact and party.
    func next(_ judgement: RawRow) -> RawRow? {
      tables["judgement"].filter {
        isSame($0, judgement) && $0["party_id"] == judgement["party_id"] && !isQuestion($0)
          && $0.int("judgement_id")! > judgement.int("judgement_id")!
      }.min { $0.int("judgement_id")! < $1.int("judgement_id")! }
    }
    func stands(_ answer: RawRow) -> Bool {
      !isQuestion(answer) && answer["answer"] != "withdrawn" && next(answer) == nil
    }
    return tables["judgement"].map { judgement in
      var row = judgement
      let superseded = isQuestion(judgement) ? nil : next(judgement)?["judged_at"]
      let isAnswered = tables["judgement"].contains {
        isSame($0, judgement) && stands($0) && $0.int("judgement_id")! > judgement.int("judgement_id")!
      }
      row["is_question"] = "\(isQuestion(judgement))"
      row["is_standing"] = "\(isQuestion(judgement) ? !isAnswered : stands(judgement))"
      row["superseded_at"] = superseded
      row["updated_at"] = superseded ?? judgement["judged_at"]
      return row
    }
  }

  static func runs(_ tables: RawTables) -> [RawRow] {
    tables["run_account"].map { account in
      let run = tables["run"].first { $0["run_id"] == account["run_id"] }!
      var row = account
      for column in ["window_id", "was_asked", "rows_erased"] { row[column] = nil }
      row["pipeline"] = run["pipeline"]
      row["product_version"] = run["product_version"]
      row["updated_at"] = account["finished_at"] ?? account["started_at"]
      return row
    }
  }

  static func rejectedID(_ record: RawRow) -> String {
    String(UInt64(bitPattern: record.int("raw_hash")!), radix: 16)
  }

  static func rejectedRecords(_ tables: RawTables) -> [RawRow] {
    tables["rejected_record"].map { record in
      var row = record.only([
        "organization_id", "linked_account_id", "contact_id", "reason", "detail", "first_run_id", "rejected_at",
        "resolved_at",
      ])
      row["rejected_id"] = rejectedID(record)
      row["raw_bytes"] = "\((record["raw"]!.utf8.count - 2) / 2)"
      row["updated_at"] = record["resolved_at"] ?? record["rejected_at"]
      return row
    }
  }

  static func rowEvents(_ tables: RawTables) -> [RawRow] {
    func event(_ name: String, _ of: RawRow, at instant: String?, run: String?) -> RawRow {
      var row = of.only(["organization_id", "linked_account_id", "contact_id"])
      row["event"] = name
      row["run_id"] = run
      row["occurred_at"] = instant
      row["updated_at"] = instant
      return row
    }
    var events: [RawRow] = []
    for contact in tables["contact"] {
      let read = contact.int("first_read_at")!
      let holding = tables["run_account"].filter {
        $0["linked_account_id"] == contact["linked_account_id"] && $0.int("started_at")! <= read
          && $0.int("finished_at").map { $0 >= read } ?? true
      }.max { ($0.int("started_at")!, $0.int("run_id")!) < ($1.int("started_at")!, $1.int("run_id")!) }
      events.append(event("inserted", contact, at: contact["first_read_at"], run: holding?["run_id"]))
      let versions = tables["contact_version"].filter { isSame($0, contact) }.sorted {
        $0.int("superseded_at")! < $1.int("superseded_at")!
      }
      for (before, after) in zip(versions, versions.dropFirst() + [contact]) {
        let name =
          switch (before["deleted_at"] != nil, after["deleted_at"] != nil) {
          case (false, true): "deleted"
          case (true, false): "undeleted"
          default: "updated"
          }
        events.append(event(name, before, at: before["superseded_at"], run: before["superseded_by_run"]))
      }
    }
    for record in tables["rejected_record"] {
      var row = event("rejected", record, at: record["rejected_at"], run: record["first_run_id"])
      row["reason"] = record["reason"]
      row["rejected_id"] = rejectedID(record)
      events.append(row)
    }
    return events
  }
}
