extension Recomputed {
  static func linkedAccounts(_ tables: RawTables) -> [RawRow] {
    tables["linked_account"].map { account in
      var row = account.only([
        "organization_id", "linked_account_id", "integration", "connection", "merge_account_id", "state",
        "merge_status",
        "last_sync_result", "last_sync_finished_at", "checked_at", "watermark", "settled_matcher_version",
        "settled_links", "created_at",
      ])
      row["updated_at"] = [account.int("updated_at"), account.int("checked_at")].compactMap { $0 }.max().map { "\($0)" }
      return row
    }
  }

  static let contactColumns = [
    "organization_id", "linked_account_id", "contact_id", "remote_id", "name", "email_address", "tax_number", "status",
    "currency", "is_customer", "is_supplier", "company", "remote_updated_at", "created_at", "modified_at", "deleted_at",
  ]

  /// What a contact's row, or a version of it, says of the contact.
  static func contact(_ stored: RawRow) -> RawRow {
    var row = stored.only(contactColumns)
    row["phone_numbers"] = joined(phones(stored))
    row["addresses"] = joined(addresses(stored))
    row["is_deleted"] = stored["deleted_at"] == nil ? "false" : "true"
    return row
  }

  static func contacts(_ tables: RawTables) -> [RawRow] {
    tables["contact"].map { stored in
      var row = contact(stored)
      row["issues"] = stored["issues"] == nil ? nil : stored.texts("issues").joined(separator: ", ")
      row["first_read_at"] = stored["first_read_at"]
      row["updated_at"] = stored["updated_at"]
      return row
    }
  }

  static func parties(_ tables: RawTables) -> [RawRow] {
    tables["party"].map { stored in
      var row = stored.only([
        "organization_id", "party_id", "name", "email_address", "tax_number", "is_customer", "is_supplier",
        "linked_account_id", "created_at", "deleted_at", "updated_at",
      ])
      row["phone_numbers"] = joined(phones(stored))
      row["addresses"] = joined(addresses(stored))
      row["merged_into_party_id"] = stored["merged_into"]
      row["is_retired"] = stored["deleted_at"] == nil && stored["merged_into"] == nil ? "false" : "true"
      return row
    }
  }

  static func contactVersions(_ tables: RawTables) -> [RawRow] {
    tables["contact"].flatMap { current in
      let superseded = tables["contact_version"].filter { isSame($0, current) }.sorted {
        $0.int("valid_from")! < $1.int("valid_from")!
      }
      var rows: [RawRow] = []
      for (index, version) in superseded.enumerated() {
        var row = contact(version)
        let next = index + 1 < superseded.count ? superseded[index + 1]["valid_from"] : current["updated_at"]
        row["valid_from"] = version["valid_from"]
        row["valid_to"] = next
        row["is_current"] = "false"
        row["superseded_by_run_id"] = version["superseded_by_run"]
        row["updated_at"] = next
        rows.append(row)
      }
      var row = contact(current)
      row["valid_from"] = current["updated_at"]
      row["is_current"] = "true"
      row["updated_at"] = current["updated_at"]
      return rows + [row]
    }
  }

  /// Whether two rows are of one contact.
  static func isSame(_ row: RawRow, _ other: RawRow) -> Bool {
    row["linked_account_id"] == other["linked_account_id"] && row["contact_id"] == other["contact_id"]
  }
}
