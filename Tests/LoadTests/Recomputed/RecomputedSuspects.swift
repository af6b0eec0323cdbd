extension Recomputed {
  /// Contacts beside the one to keep, role by role, then the roles of a pair together.
  static func suspectContacts(_ tables: RawTables) -> [RawRow] {
    var pairs: [RawRow: (roles: [String], link: RawRow)] = [:]
    let standing = tables["link"].filter { $0["unlinked_at"] == nil }
    let parties = Dictionary(grouping: standing) { $0.only(["organization_id", "linked_account_id", "party_id"]) }
    for (key, links) in parties {
      var members: [(link: RawRow, contact: RawRow)] = []
      for link in links {
        if let contact = tables["contact"].first(where: { isSame($0, link) }), contact["deleted_at"] == nil {
          members.append((link, contact))
        }
      }
      for (company, members) in Dictionary(grouping: members, by: { $0.contact["company"] }) {
        for role in ["customer", "supplier"] {
          let holders = members.filter { _, contact in
            contact.bool("is_\(role)") == true
              || (contact.bool("is_customer") != true && contact.bool("is_supplier") != true)
          }.sorted { isKept($0, before: $1) }
          guard let kept = holders.first else { continue }
          for other in holders.dropFirst() {
            var pair = key.only(["organization_id", "linked_account_id"])
            pair["side"] = "contacts"
            pair["record_id"] = kept.contact["contact_id"]
            pair["other_record_id"] = other.contact["contact_id"]
            pair["shared_record_id"] = key["party_id"]
            pair["shared_records"] = "1"
            pair["company"] = company
            pairs[pair, default: ([], other.link)].roles.append(role)
          }
        }
      }
    }
    return pairs.map { pair, found in
      var row = pair
      row["roles"] = found.roles.joined(separator: ", ")
      row["probability"] = found.link["probability"]
      row["updated_at"] = found.link["updated_at"]
      return row
    }
  }

  /// Primary first, then what people said, then what is not archived, then the likelier, the older, the smaller id.
  private static func isKept(
    _ one: (link: RawRow, contact: RawRow), before other: (link: RawRow, contact: RawRow)
  ) -> Bool {
    func rank(_ member: (link: RawRow, contact: RawRow)) -> [Double] {
      [
        member.link.bool("is_primary")! ? 0 : 1, member.link["source"] == "auto" ? 1 : 0,
        member.contact["status"] == "ARCHIVED" ? 1 : 0, -(member.link.double("probability") ?? .infinity),
        member.contact.double("created_at") ?? .infinity,
      ]
    }
    if rank(one) == rank(other) { return one.contact["contact_id"]!.precedes(other.contact["contact_id"]!) }
    return rank(one).lexicographicallyPrecedes(rank(other))
  }

  static func suspectParties(_ tables: RawTables) -> [RawRow] {
    func lives(_ organization: String?, _ party: String) -> Bool {
      tables["party"].contains {
        $0["organization_id"] == organization && $0["party_id"] == party && $0["deleted_at"] == nil
          && $0["merged_into"] == nil
      }
    }
    var pairs: [RawRow: [(contact: String, probability: Double, updated: Int64)]] = [:]
    for item in tables["review_item"] where item["state"] == "open" && item.texts("reasons").contains("rival_party") {
      let ranked = objects(item.json("candidates")).map {
        (party: $0["party"] as! String, probability: $0["probability"] as! Double, weight: $0["weight"] as! Double)
      }
      guard let best = ranked.first, best.probability >= 0.1 else { continue }
      for (index, other) in ranked.dropFirst().enumerated() where other.probability >= 0.1 {
        guard index == 0 || other.weight >= best.weight - 3 else { continue }
        guard lives(item["organization_id"], best.party), lives(item["organization_id"], other.party) else { continue }
        let inOrder = best.party.precedes(other.party)
        var pair = item.only(["organization_id"])
        pair["side"] = "parties"
        pair["record_id"] = inOrder ? best.party : other.party
        pair["other_record_id"] = inOrder ? other.party : best.party
        pairs[pair, default: []].append((item["contact_id"]!, other.probability, item.int("updated_at")!))
      }
    }
    return pairs.map { pair, found in
      var row = pair
      row["shared_record_id"] = found.map(\.contact).min { $0.precedes($1) }
      row["shared_records"] = "\(found.count)"
      row["probability"] = "\(found.map(\.probability).max()!)"
      row["updated_at"] = "\(found.map(\.updated).max()!)"
      return row
    }
  }

  static func corrections(_ tables: RawTables) -> [RawRow] {
    var rows: [RawRow] = []
    for link in tables["link"] where link["source"] == "auto" {
      func isOfPeople(_ source: String?) -> Bool { source == "human" || source == "import" }
      let lastWord = tables["judgement"].filter {
        isSame($0, link) && $0["party_id"] == link["party_id"] && isOfPeople($0["source"])
      }.max { $0.int("judgement_id")! < $1.int("judgement_id")! }
      let said = lastWord.flatMap { $0.int("judged_at")! > link.int("linked_at")! ? $0 : nil }
      let standing = tables["link"].first { isSame($0, link) && $0["unlinked_at"] == nil }
      let wasEndedForIt = isOfPeople(link["unlinked_by"])
      guard wasEndedForIt || said?["answer"] == "different" else { continue }
      if said?["answer"] == "same" || said?["answer"] == "withdrawn" { continue }
      // It was made again, and stands.
      if link["unlinked_at"] != nil, standing?["party_id"] == link["party_id"] { continue }
      let corrected = wasEndedForIt ? link.int("unlinked_at")! : said!.int("judged_at")!
      var row = link.only([
        "link_id", "organization_id", "linked_account_id", "contact_id", "party_id", "probability", "match_key",
        "run_id", "linked_at",
      ])
      row["now_party_id"] = standing?["party_id"]
      row["corrected_by"] = wasEndedForIt ? link["unlinked_by"] : said!["source"]
      row["corrected_at"] = "\(corrected)"
      row["stood_days"] = Reckoning.days((link.int("unlinked_at") ?? corrected) - link.int("linked_at")!)
      row["updated_at"] = "\(max(link.int("updated_at")!, corrected))"
      rows.append(row)
    }
    return rows
  }
}
