import ContactModel
import Testing
import Transform

@Suite struct MatchSettleTests {
  private func settle(_ draw: (inout Sketch) -> Void) -> [String: Settled] {
    var sketch = Sketch()
    draw(&sketch)
    return sketch.settled
  }

  @Test func strongEvidenceIsLinked() {
    let settled = settle { $0.edge("c", "p", Sketch.strong) }
    #expect(settled["c"]?.verdict == .matched)
    #expect(settled["c"]?.party == "p")
    #expect(settled["c"]?.action == .link(primary: true))
    #expect(settled["c"]?.reasons == [.aboveMatch])
    #expect(settled["c"]?.matchKey == "+NAME+EMAIL+PHONE")
  }

  @Test func weakEvidenceAsksAPerson() {
    let settled = settle { $0.edge("c", "p", Sketch.weak) }
    #expect(settled["c"]?.verdict == .review)
    #expect(settled["c"]?.reasons.contains(.nameOnly) == true)
    #expect(settled["c"]?.action == LinkAction.none)
  }

  @Test func noCandidateIsUnmatched() {
    let settled = settle { $0.contact("c") }
    #expect(settled["c"]?.verdict == .unmatched)
    #expect(settled["c"]?.reasons == [.noCandidate])
    #expect(settled["c"]?.probability == 0)
  }

  @Test func contradictingEvidenceIsUnmatched() {
    let settled = settle { $0.edge("c", "p", [.name: "related", .phone: "conflict", .address: "conflict"]) }
    #expect(settled["c"]?.verdict == .unmatched)
    #expect(settled["c"]?.reasons == [.belowReview])
  }

  // Two parties that suit one contact equally: nobody can tell.
  @Test func equalRivalsGoToReview() {
    let settled = settle {
      $0.edge("c", "p", Sketch.good)
      $0.edge("c", "q", Sketch.good)
    }
    #expect(settled["c"]?.verdict == .review)
    #expect(settled["c"]?.reasons.first == .rivalParty)
    #expect(settled["c"]?.candidates == ["p", "q"])
    #expect((settled["c"]?.probability ?? 1) < 0.7)
  }

  @Test func aClearLeaderIsLinkedInSpiteOfRivals() {
    let settled = settle {
      $0.edge("c", "p", Sketch.strong)
      $0.edge("c", "q", Sketch.weak)
    }
    #expect(settled["c"]?.party == "p")
  }

  // Tax number, telephone and premises agree, the name does not: parent and child, household, shared accountant.
  @Test(
    arguments: [
      [.name: "different", .taxNumber: "exact_valid", .phone: "same", .address: "same_unit"],
      [.name: "different", .taxNumber: "exact_valid", .email: "same_mailbox", .phone: "same", .address: "same_unit"],
      [.name: "related", .phone: "same", .address: "same_unit"],
      [.name: "related", .taxNumber: "exact_valid", .email: "same_mailbox", .phone: "same"],
      [.name: "different", .email: "same_mailbox", .phone: "same"],
    ] as [Sketch.Agreement]) func aDifferentNameIsNeverLinkedAutomatically(agreement: Sketch.Agreement)
  {
    let settled = settle { $0.edge("c", "p", agreement) }
    #expect(settled["c"]?.verdict != .matched)
    if settled["c"]?.verdict == .review { #expect(settled["c"]?.reasons.contains(.nameDiffers) == true) }
  }

  @Test(
    "why the names do not suffice",
    arguments: [
      ("different", .nameDiffers), ("related", .nameDiffers), ("other_script", .otherScript), ("missing", .nameMissing),
    ] as [(String, Reason)]) func namesThatDoNotSuffice(level: String, reason: Reason)
  {
    let settled = settle {
      $0.edge("c", "p", [.name: level, .taxNumber: "exact_valid", .phone: "same"])
    }
    #expect(settled["c"]?.verdict == .review)
    let ofNames: Set<Reason> = [.nameDiffers, .otherScript, .nameMissing, .nameOnly]
    #expect(settled["c"]?.reasons.filter(ofNames.contains) == [reason])
  }

  @Test func twoBranchesAreNotLinked() {
    let settled = settle {
      $0.edge("c", "p", Sketch.good) {
        $0.branch = .conflict
        $0.sharedName = true
      }
    }
    #expect(settled["c"]?.verdict != .matched)
  }

  @Test func duplicatesOfOnePartyAreBothLinkedAndOneIsPrimary() {
    let settled = settle {
      $0.edge("old", "p", Sketch.strong)
      $0.edge("new", "p", Sketch.good)
    }
    #expect(settled["old"]?.action == .link(primary: true))
    #expect(settled["new"]?.action == .link(primary: false))
    #expect(settled["new"]?.reasons.contains(.duplicateContact) == true)
  }

  // Order: active, probability, oldest, id.
  @Test func primaryGoesToTheActiveThenTheOldestThenTheFirstId() {
    let archived = settle {
      $0.edge("a", "p", Sketch.strong)
      $0.edge("b", "p", Sketch.strong)
      $0.contact("a") { $0.isArchived = true }
    }
    #expect(archived["b"]?.action == .link(primary: true))
    let aged = settle {
      $0.edge("a", "p", Sketch.strong)
      $0.edge("b", "p", Sketch.strong)
      $0.contact("a") { $0.createdAt = Timestamp(microseconds: 2_000_000) }
      $0.contact("b") { $0.createdAt = Timestamp(microseconds: 1_000_000) }
    }
    #expect(aged["b"]?.action == .link(primary: true))
    let equal = settle {
      $0.edge("b", "p", Sketch.strong)
      $0.edge("a", "p", Sketch.strong)
    }
    #expect(equal["a"]?.action == .link(primary: true))
  }

  @Test func eachCompanyAndRoleHasItsPrimary() {
    let settled = settle {
      for id in ["customer", "supplier", "elsewhere"] { $0.edge(id, "p", Sketch.strong) }
      $0.contact("supplier") {
        $0.isCustomer = .no
        $0.isSupplier = .yes
      }
      $0.contact("elsewhere") { $0.company = "second" }
    }
    for id in ["customer", "supplier", "elsewhere"] { #expect(settled[id]?.action == .link(primary: true)) }
  }

  // Unknown roles compete in every role.
  @Test func unknownRolesArePrimaryOnlyWhereFirstInAll() {
    let settled = settle {
      $0.edge("a", "p", Sketch.strong)
      $0.edge("b", "p", Sketch.strong)
      $0.contact("b") {
        $0.isCustomer = .unknown
        $0.isSupplier = .unknown
      }
    }
    #expect(settled["a"]?.action == .link(primary: true))
    #expect(settled["b"]?.action == .link(primary: false))
  }

  @Test func deletedContactsAreLeftAlone() {
    let settled = settle {
      $0.edge("c", "p", Sketch.strong)
      $0.stand("c", "p")
      $0.contact("c") { $0.isDeleted = true }
    }
    #expect(settled["c"]?.verdict == .unmatched)
    #expect(settled["c"]?.reasons == [.contactDeleted])
    #expect(settled["c"]?.action == LinkAction.none)
  }

  @Test func retiredPartiesGetNoNewLinks() {
    let settled = settle {
      $0.edge("c", "p", Sketch.strong)
      $0.party("p", isRetired: true)
    }
    #expect(settled["c"]?.verdict == .unmatched)
    #expect(settled["c"]?.reasons == [.partyRetired])
  }

  // The survivor of a merge looks like the retired party; it must not be held back by it.
  @Test func aRetiredPartyIsNobodysRival() {
    let settled = settle {
      $0.edge("c", "old", Sketch.strong)
      $0.edge("c", "survivor", Sketch.strong)
      $0.party("old", isRetired: true)
    }
    #expect(settled["c"]?.party == "survivor")
  }

  @Test func aLinkToARetiredPartyStands() {
    let settled = settle {
      $0.edge("c", "p", Sketch.strong)
      $0.party("p", isRetired: true)
      $0.stand("c", "p")
    }
    #expect(settled["c"]?.verdict == .matched)
    #expect(settled["c"]?.action == LinkAction.none)
  }
}
