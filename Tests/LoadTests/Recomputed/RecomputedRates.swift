extension Recomputed {
  /// For every day with a movement: who existed at its end, and who of them was linked then.
  static func matchRate(_ tables: RawTables, now: Int64) -> [RawRow] {
    tables["linked_account"].flatMap { account in
      let contacts = tables["contact"].filter { $0["linked_account_id"] == account["linked_account_id"] }
      var days: Set<Int64> = []
      func moved(_ instant: Int64?) { if let instant { days.insert(Reckoning.dayNumber(instant)) } }
      for contact in contacts {
        moved(contact.int("first_read_at"))
        for absence in absences(tables, contact) {
          moved(absence.from)
          moved(absence.to)
        }
        for link in tables["link"] where isSame(link, contact) {
          moved(link.int("linked_at"))
          moved(link.int("unlinked_at"))
        }
      }
      return days.map { day in
        let end = (day + 1) * Reckoning.day
        let living = contacts.filter { contact in
          contact.int("first_read_at")! < end
            && !absences(tables, contact).contains { $0.from < end && ($0.to.map { $0 >= end } ?? true) }
        }
        let linked = living.filter { contact in
          tables["link"].contains {
            isSame($0, contact) && $0.int("linked_at")! < end && ($0.int("unlinked_at").map { $0 >= end } ?? true)
          }
        }
        var row = account.only(["organization_id", "linked_account_id"])
        row["day"] = Reckoning.dayText(day)
        row["contacts"] = "\(living.count)"
        row["linked_contacts"] = "\(linked.count)"
        if !living.isEmpty {
          row["match_rate"] = Reckoning.decimal(Int64(linked.count), Int64(living.count), places: 4)
        }
        row["updated_at"] = "\(min(end, now))"
        return row
      }
    }
  }

  /// The spans in which a contact was deleted; one that goes on has no end.
  static func absences(_ tables: RawTables, _ contact: RawRow) -> [(from: Int64, to: Int64?)] {
    let versions = tables["contact_version"].filter { isSame($0, contact) }.sorted {
      $0.int("superseded_at")! < $1.int("superseded_at")!
    }
    var spans: [(from: Int64, to: Int64?)] = []
    var began: Int64?
    var ended: Int64?
    for state in versions + [contact] {
      if let deleted = state.int("deleted_at") {
        began = began ?? deleted
      } else if let from = began {
        spans.append((from, ended))
        began = nil
      }
      ended = state.int("superseded_at")
    }
    if let began { spans.append((began, nil)) }
    return spans
  }

  static func reviewAgeing(_ tables: RawTables, now: Int64) -> [RawRow] {
    func band(_ item: RawRow) -> String {
      switch now - item.int("opened_at")! {
      case ..<Reckoning.day: "0-1 d"
      case ..<(7 * Reckoning.day): "1-7 d"
      case ..<(30 * Reckoning.day): "7-30 d"
      default: "over 30 d"
      }
    }
    let open = tables["review_item"].filter { $0["state"] == "open" }
    let groups = Dictionary(grouping: open) { item in
      var key = item.only(["organization_id", "linked_account_id", "kind"])
      key["age_band"] = band(item)
      return key
    }
    return groups.map { key, items in
      var row = key
      let oldest = items.map { $0.int("opened_at")! }.min()!
      row["open_items"] = "\(items.count)"
      row["oldest_opened_at"] = "\(oldest)"
      row["oldest_age_days"] = Reckoning.days(now - oldest)
      row["updated_at"] = "\(items.map { $0.int("updated_at")! }.max()!)"
      return row
    }
  }

  static func completeness(_ tables: RawTables) -> [RawRow] {
    let fields: [(name: String, isFilled: (RawRow) -> Bool)] = [
      ("name", { isFilled($0["name"]) }),
      ("email_address", { isFilled($0["email_address"]) }),
      ("tax_number", { isFilled($0["tax_number"]) }),
      ("phone_number", { phones($0).contains { isFilled($0) } }),
      ("address", { addresses($0).contains { isFilled($0.filter { $0 != "," }) } }),
      ("role", { $0["is_customer"] != nil || $0["is_supplier"] != nil }),
      ("currency", { isFilled($0["currency"]) }),
    ]
    func rows(_ side: String, _ records: [RawRow], _ key: RawRow, _ fields: [(String, (RawRow) -> Bool)]) -> [RawRow] {
      fields.map { name, isFilled in
        let filled = records.filter(isFilled).count
        var row = key
        row["side"] = side
        row["field"] = name
        row["records"] = "\(records.count)"
        row["filled_records"] = "\(filled)"
        row["fill_rate"] = Reckoning.decimal(Int64(filled), Int64(records.count), places: 4)
        row["updated_at"] = "\(records.map { $0.int("updated_at")! }.max()!)"
        return row
      }
    }
    let contacts = Dictionary(grouping: tables["contact"].filter { $0["deleted_at"] == nil }) {
      $0.only(["organization_id", "linked_account_id"])
    }
    let parties = Dictionary(
      grouping: tables["party"].filter { $0["deleted_at"] == nil && $0["merged_into"] == nil }
    ) { $0.only(["organization_id"]) }
    return contacts.flatMap { rows("contacts", $1, $0, fields) }
      + parties.flatMap { rows("parties", $1, $0, fields.dropLast()) }
  }
}
