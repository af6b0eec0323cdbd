import Postgres
import TestSupport

extension RandomHistory {
  /// A contact with its versions and what hangs on it; one in ten was erased, so that only its links are left.
  mutating func addContact(_ session: borrowing Session, _ account: String, _ contact: String) throws {
    let begins = instants(Int(number(1...4)), from: start)
    let isErased = random.chance(10)
    var deleted: Int64?
    for (index, begin) in begins.enumerated() {
      deleted = random.chance(3) ? deleted ?? begin : nil
      var values: [String: Parameter] = [
        "linked_account_id": .text(account), "contact_id": .text(contact),
        "organization_id": .text(Self.organization(of: account)), "remote_id": .text(one(nil, "r1", "r2")),
        "name": words(), "email_address": words(), "tax_number": words(),
        "status": .text(one(nil, "ACTIVE", "ACTIVE", "ARCHIVED")), "currency": .text(one(nil, " ", "EUR")),
        "is_customer": flag(), "is_supplier": flag(), "company": .text(one(nil, nil, nil, "x")),
        "addresses": addresses(), "phone_numbers": phones(),
        "remote_updated_at": .timestamp(microseconds: one(nil, begin)),
        "created_at": .timestamp(microseconds: one(nil, start, start - Reckoning.day)),
        "modified_at": .timestamp(microseconds: one(nil, begin)), "deleted_at": .timestamp(microseconds: deleted),
        "content_hash": .int(number(.min ... .max)),
      ]
      if isErased { continue }
      if index + 1 < begins.count {
        values["valid_from"] = .timestamp(microseconds: begin)
        values["superseded_at"] = .timestamp(microseconds: begins[index + 1])
        values["superseded_by_run"] = .int(runs.randomElement(using: &random)!)
        try Self.insert(session, "contact_version", values)
      } else {
        values["first_read_at"] = .timestamp(microseconds: begins[0])
        values["updated_at"] = .timestamp(microseconds: begin)
        values["issues"] = one(.null, .textArray(["bad_phone"]), .textArray(["bad_phone", "no_role"]))
        values["window_id"] = .int(1)
        try Self.insert(session, "contact", values)
      }
    }
    try addLinks(session, account, contact, from: begins[0], isErased: isErased)
    try addJudgements(session, account, contact, from: begins[0])
    if !isErased {
      try addDecision(session, account, contact)
      try addReviewItem(session, account, contact)
    }
  }

  /// Links one after the other, some beginning where the last one ended; an erased contact's last link is ended.
  private mutating func addLinks(
    _ session: borrowing Session, _ account: String, _ contact: String, from first: Int64, isErased: Bool
  ) throws {
    let moments = instants(Int(number(0...5)), from: first)
    var index = 0
    var isMoved = false
    while index < moments.count {
      let made = moments[index]
      let stands = index + 1 == moments.count && !isErased
      let ended = stands ? nil : index + 1 < moments.count ? moments[index + 1] : now
      let source = one("auto", "auto", "auto", "human", "import", "created")
      let party = one("p1", "p1", "p1", "P9", "p10")
      let ending = one("human", "import", "merge", "relink", "revert", "rematch", "human")
      try Self.insert(
        session, "link",
        [
          "organization_id": .text(Self.organization(of: account)), "linked_account_id": .text(account),
          "contact_id": .text(contact), "party_id": .text(party), "source": .text(source),
          "probability": .double(source == "human" ? nil : one(0.9, 0.95, 0.9, 1e-5)),
          "match_key": .text(one(nil, "+NAME", "+NAME-TAX")), "is_primary": .bool(random.chance(16)),
          "run_id": .int(one(nil, runs[0], runs[1])), "linked_at": .timestamp(microseconds: made),
          "updated_at": .timestamp(microseconds: ended ?? made), "unlinked_at": .timestamp(microseconds: ended),
          "unlinked_by": .text(ended == nil ? nil : isErased && ended == now ? "erase" : ending),
        ])
      let changes = [(isMoved ? "moved" : "linked", made)] + (ended.map { [("unlinked", $0)] } ?? [])
      for (change, at) in changes {
        try Self.insert(
          session, "link_change",
          [
            "organization_id": .text(Self.organization(of: account)), "linked_account_id": .text(account),
            "contact_id": .text(contact), "party_id": .text(party), "change": .text(change), "source": .text(source),
            "changed_at": .timestamp(microseconds: at),
          ])
      }
      isMoved = random.chance(2)
      index += isMoved ? 1 : 2
    }
  }

  /// What people, imports and the program itself said, in order; two at one instant now and then.
  private mutating func addJudgements(
    _ session: borrowing Session, _ account: String, _ contact: String, from first: Int64
  ) throws {
    var moments = instants(Int(number(0...5)), from: first)
    if let last = moments.last, random.chance(3) { moments.append(last) }
    for moment in moments {
      let source = one("human", "human", "human", "import", "revert", "relink", "creation")
      let isQuestion = !["human", "import"].contains(source)
      let party = isQuestion || !random.chance(4) ? one("p1", "p1", "P9", "p10") : nil
      let answer =
        isQuestion
        ? "unsure"
        : party == nil ? one("unsure", "new_party", "withdrawn") : one("same", "different", "different", "withdrawn")
      try Self.insert(
        session, "judgement",
        [
          "organization_id": .text(Self.organization(of: account)), "linked_account_id": .text(account),
          "contact_id": .text(contact), "party_id": .text(party), "answer": .text(answer), "source": .text(source),
          "reviewer": .text(isQuestion ? nil : one(nil, "ann", "bob")), "note": .text(one(nil, "see <b>")),
          "judged_at": .timestamp(microseconds: moment),
        ])
    }
  }

  private mutating func addDecision(_ session: borrowing Session, _ account: String, _ contact: String) throws {
    if random.chance(5) { return }
    let verdict = one("matched", "review", "unmatched")
    try Self.insert(
      session, "decision",
      [
        "linked_account_id": .text(account), "contact_id": .text(contact),
        "organization_id": .text(Self.organization(of: account)), "verdict": .text(verdict),
        "party_id": .text(verdict == "matched" ? "p1" : nil), "probability": .double(one(0, 0.25, 0.9997)),
        "weight": .double(one(0, -3.5, 11.7)), "match_key": .text(one("", "+NAME")),
        "reasons": .textArray(one([], ["rival_party"], ["below_match_threshold", "name_only"])),
        "candidate_count": .int(number(0...10)), "matcher_version": .text("v1"), "run_id": .int(runs[0]),
        "decided_at": .timestamp(microseconds: instant(start, now)),
      ])
  }

  private mutating func addReviewItem(_ session: borrowing Session, _ account: String, _ contact: String) throws {
    if random.chance(4) { return }
    let isOpen = !random.chance(4)
    let opened = one(
      instant(now - 40 * Reckoning.day, now), clock - Reckoning.day + 60_000_000, clock - 15 * Reckoning.day / 2,
      clock - 29 * Reckoning.day)
    var weight = Double(number(2...12))
    let candidates = Self.parties.shuffled(using: &random).prefix(Int(number(0...4))).map { party in
      defer { weight -= one(0.5, 2.0, 3.0, 4.0, 5.0) }
      return #"{"party":"\#(party)","probability":\#(one(0.05, 0.1, 0.3, 0.45)),"weight":\#(weight)}"#
    }
    try Self.insert(
      session, "review_item",
      [
        "review_id": .text("r\(account)\(contact)"), "organization_id": .text(Self.organization(of: account)),
        "linked_account_id": .text(account), "contact_id": .text(contact),
        "kind": .text(one("candidates", "candidates", "link_disputed")), "state": .text(isOpen ? "open" : "closed"),
        "candidates": .json("[\(candidates.joined(separator: ","))]"),
        "reasons": .textArray(one(["rival_party"], ["name_only", "rival_party"], ["name_only"], [])),
        "opened_at": .timestamp(microseconds: opened),
        "updated_at": .timestamp(microseconds: instant(opened, now)),
        "closed_at": .timestamp(microseconds: isOpen ? nil : instant(opened, now)),
      ])
  }
}
