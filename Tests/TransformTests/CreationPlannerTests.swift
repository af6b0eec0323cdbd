import ContactModel
import Testing
import Transform

@Suite("Planning creations") struct CreationPlannerTests {
  static let now = Timestamp(rfc3339: "2026-03-01T12:00:00Z")!
  static let rules = CreationRules(
    account: "books", takesUnassigned: true, takesOwn: true, afterSeconds: 86_400, cap: 100)
  static let standing = CreationStanding(settledRevision: 5, required: ["name"], nameLimit: 40)

  static func party(_ id: String = "p1", _ change: (inout CreationParty) -> Void = { _ in }) -> CreationParty {
    var party = CreationParty(
      id: id, name: "Harbor Lane Bakery \(id)", isCustomer: .yes, unmatchedSince: now.advanced(bySeconds: -90_000),
      revision: 5)
    change(&party)
    return party
  }

  static func plan(
    _ parties: [CreationParty], rules: CreationRules = rules, standing: CreationStanding = standing,
    likenesses: [CreationLikeness] = [], names: [ContactName] = [], refused: Set<RefusedPair> = []
  ) -> [String] {
    let planner = CreationPlanner(rules: rules, standing: standing, policy: .standard)
    return planner.plan(parties, likenesses: likenesses, names: names, refused: refused, now: now).map { line in
      switch line.verdict {
      case .create: "\(line.party) create"
      case .ask(let contact): "\(line.party) ask \(contact)"
      case .hold(let hold): "\(line.party) \(hold.rawValue)" + (line.field.map { " \($0)" } ?? "")
      }
    }
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var change: @Sendable (inout CreationParty) -> Void
    var rules = CreationPlannerTests.rules
    var standing = CreationPlannerTests.standing

    init(
      _ said: String, rules: CreationRules = CreationPlannerTests.rules,
      standing: CreationStanding = CreationPlannerTests.standing,
      _ change: @escaping @Sendable (inout CreationParty) -> Void = { _ in }
    ) {
      testDescription = said
      self.rules = rules
      self.standing = standing
      self.change = change
    }
  }

  static func rules(_ change: (inout CreationRules) -> Void) -> CreationRules {
    var changed = rules
    change(&changed)
    return changed
  }

  static let cases: [Case] = [
    Case("create"),
    Case("create") { $0.account = "books" },
    Case("create") { $0.creation = .planned },
    Case("create") {
      $0.creation = .rejected
      $0.isRenewed = true
    },
    Case("create") { $0.unmatchedSince = now.advanced(bySeconds: -86_400) },
    Case("create") { $0.isSupplier = .yes },
    Case("create", rules: rules { $0.roles = [.customer] }) { $0.isSupplier = .yes },
    Case("erased") {
      $0.isErased = true
      $0.isRetired = true
    },
    Case("party_retired") {
      $0.isRetired = true
      $0.link = .standing
    },
    Case("linked") { $0.link = .standing },
    Case("linked") {
      $0.creation = .created
      $0.link = .standing
    },
    Case("was_linked") { $0.link = .ended },
    Case("created") { $0.creation = .created },
    Case("created") {
      $0.creation = .adopted
      $0.link = .ended
    },
    Case("answer_lost") { $0.creation = .unknown },
    Case("answer_lost") { $0.creation = .sending },
    Case("in_doubt") { $0.creation = .review },
    Case("refused") { $0.creation = .rejected },
    Case("other_account") { $0.account = "others" },
    Case("no_target_account", rules: rules { $0.takesUnassigned = false }),
    Case(
      "no_target_account",
      rules: rules {
        $0.takesUnassigned = false
        $0.takesOwn = false
      }
    ) { $0.account = "books" },
    Case("create", rules: rules { $0.takesOwn = false }) { $0.account = "books" },
    Case("create", rules: rules { $0.takesUnassigned = false }) { $0.account = "books" },
    Case("known_link_waits") { $0.hasWaitingLink = true },
    Case("judged_same") { $0.isJudgedSame = true },
    Case("in_review") { $0.isInReview = true },
    Case("name_missing") { $0.name = nil },
    Case("name_missing") { $0.name = " - " },
    Case("role_unknown") { $0.isCustomer = .unknown },
    Case("role_unknown") { $0.isCustomer = .no },
    Case("role_excluded", rules: rules { $0.roles = [.supplier] }),
    Case("required_field_missing email_address", standing: with { $0.required = ["name", "email_address"] }),
    Case("create", standing: with { $0.required = ["name", "email_address"] }) { $0.fields = ["email_address"] },
    Case("create", standing: with { $0.required = ["name", "is_customer"] }),
    Case("required_field_missing is_supplier", standing: with { $0.required = ["name", "is_supplier"] }),
    Case("name_too_long name") { $0.name = String(repeating: "Baker ", count: 10) },
    Case("not_compared") { $0.revision = 6 },
    Case("too_new") { $0.unmatchedSince = now.advanced(bySeconds: -86_399) },
    Case("stale", standing: with { $0.hold = .stale }),
    Case("not_read_whole", standing: with { $0.hold = .notReadWhole }),
    // What the party itself says comes before what the account says.
    Case("linked", standing: with { $0.hold = .stale }) { $0.link = .standing },
    Case("cap", rules: rules { $0.cap = 0 }),
  ]

  static func with(_ change: (inout CreationStanding) -> Void) -> CreationStanding {
    var changed = standing
    change(&changed)
    return changed
  }

  @Test(arguments: cases) func aPartyIsHeldOrNot(_ row: Case) {
    let party = Self.party("p1", row.change)
    #expect(Self.plan([party], rules: row.rules, standing: row.standing) == ["p1 \(row.testDescription)"])
  }

  @Test func everyHoldOfAPartyIsMet() {
    let met = Set(Self.cases.map { $0.testDescription.split(separator: " ")[0] })
    let elsewhere: Set<CreationHold> = [
      .namesakeLinked, .resembles, .sameNamePlanned, .notSettled, .linksProposed, .writesRefused,
    ]
    for hold in CreationHold.allCases where !elsewhere.contains(hold) {
      #expect(met.contains(Substring(hold.rawValue)), "\(hold)")
    }
  }

  @Test(
    "A namesake of any form is met",
    arguments: [
      ("Café Müller & Söhne", "cafe muller and sohne", true), ("A.B.C. Ltd", "ABC  Ltd.", true),
      ("Acme Ltd", "Acme Limited", false), ("Acme", "Acme 2", false), ("株式会社山田", "株式会社山田", true),
      ("The Very Long Name Of An Example Company In Springfield", "The Very Long Name Of An Example Company ", true),
      ("The Very Long Name Of An Example Company In Springfield", "The Very Long Name", false),
    ] as [(String, String, Bool)])
  func namesakes(_ party: String, _ contact: String, _ isNamesake: Bool) {
    var one = Self.party()
    one.name = party
    let standing = Self.with { $0.nameLimit = nil }
    let names = [ContactName(contact: "c1", name: "Other"), ContactName(contact: "c2", name: contact)]
    #expect(Self.plan([one], standing: standing, names: names) == [isNamesake ? "p1 ask c2" : "p1 create"])
    #expect(
      Self.plan([one], standing: standing, names: names, refused: [RefusedPair(contact: "c2", party: "p1")])
        == ["p1 create"])
    #expect(
      Self.plan([one], standing: standing, names: names, refused: [RefusedPair(contact: "c2", party: nil)])
        == ["p1 create"])
    let erased = [ContactName(contact: "c2", name: contact, isErased: true)]
    #expect(Self.plan([one], standing: standing, names: erased) == [isNamesake ? "p1 erased" : "p1 create"])
    let taken = [ContactName(contact: "c2", name: contact, party: "p9")]
    #expect(
      Self.plan([one], standing: standing, names: taken) == [isNamesake ? "p1 namesake_linked" : "p1 create"])
    #expect(
      Self.plan([one], standing: standing, names: taken + [ContactName(contact: "c3", name: contact)])
        == [isNamesake ? "p1 ask c3" : "p1 create"])
  }

  @Test func ofTwoPartiesOfOneNameOneIsCreated() {
    let parties = ["p1", "p2"].map { id in Self.party(id) { $0.name = id == "p1" ? "Ash & Co" : "ASH AND CO" } }
    #expect(Self.plan(parties) == ["p1 create", "p2 same_name_planned"])
    var planned = parties
    planned[1].creation = .planned
    #expect(Self.plan(planned) == ["p1 same_name_planned", "p2 create"])
  }

  @Test func underTheCapWhatIsPlannedComesFirst() {
    var parties = (1...5).map { Self.party("p\($0)") }
    parties[4].creation = .planned
    #expect(
      Self.plan(parties, rules: Self.rules { $0.cap = 2 })
        == ["p1 create", "p2 cap", "p3 cap", "p4 cap", "p5 create"])
  }

  /// The order in which facts come changes nothing.
  @Test(arguments: 1...20 as ClosedRange<UInt64>) func orderDoesNotMatter(seed: UInt64) {
    var random = SystemRandomNumberGenerator()
    var parties = (1...30).map { number in
      Self.party("p\(number)") { $0.name = "Name \((number &* Int(seed)) % 11)" }
    }
    var names = (1...5).map { ContactName(contact: "c\($0)", name: "name \($0)", party: $0 % 2 == 0 ? "p40" : nil) }
    let plan = Self.plan(parties, names: names)
    parties.shuffle(using: &random)
    names.shuffle(using: &random)
    #expect(Self.plan(parties, names: names) == plan)
  }

  @Test(
    "What a lost call made is told from what it did not",
    arguments: [
      ([("c1", "Harbor Lane Bakery", 10)], .one("c1")),
      ([("c1", "HARBOR LANE BAKERY", 0)], .one("c1")),
      ([("c1", "Harbor Lane Bakery", -1)], .doubtful("c1")),
      ([("c1", "Harbor Lane Bakery", 10), ("c2", "Harbor Lane Bakery", 5)], .doubtful("c2")),
      ([("c1", "Harbor Lane Bakery", 10), ("c2", "Harbor Lane Bakery", -5)], .doubtful("c1")),
      ([("c1", "Harbor Lane Bakery", 10), ("c1", "Harbor Lane Bakery", 10)], .one("c1")),
      ([("c1", "Harbor Lane", 10)], .none), ([], .none),
    ] as [([(String, String, Int64)], SearchedContact.Answer)])
  func lostAnswers(_ seen: [(id: String, name: String, after: Int64)], _ answer: SearchedContact.Answer) {
    let search = SearchedContact(
      sent: SentContact(name: "Harbor Lane Bakery", email: "ap@example.com", taxNumber: "12-345"),
      createdAfter: Self.now)
    func sightings(email: String?, taxNumber: String?) -> [SearchedContact.Sighting] {
      seen.map { one in
        SearchedContact.Sighting(
          id: one.id, name: one.name, email: email, taxNumber: taxNumber,
          createdAt: Self.now.advanced(bySeconds: one.after))
      }
    }
    #expect(search.answer(among: sightings(email: nil, taxNumber: nil)) == answer)
    #expect(search.answer(among: sightings(email: "AP@Example.com", taxNumber: "12345")) == answer)
    if case .one(let id) = answer {
      #expect(search.answer(among: sightings(email: "other@example.com", taxNumber: nil)) == .doubtful(id))
      #expect(search.answer(among: sightings(email: nil, taxNumber: "99")) == .doubtful(id))
    }
  }
}
