package import ContactModel

/// What must hold of a ladder's weights on any data: more agreement never weighs less.
package enum LadderOrder {
  /// For each level but `missing` its step, 0 the best; levels of one step (a slip, initials) may stand either way.
  package static func steps(of field: Field) -> [Int] {
    switch field {
    case .name: NameLevel.allCases.dropFirst().map(step)
    case .taxNumber: TaxLevel.allCases.dropFirst().map { Int($0.rawValue) }
    case .email: EmailLevel.allCases.dropFirst().map(step)
    case .phone: PhoneLevel.allCases.dropFirst().map(step)
    case .address: AddressLevel.allCases.dropFirst().map(step)
    }
  }

  private static func step(_ level: NameLevel) -> Int {
    switch level {
    case .missing, .exact: 0
    case .sameWords, .contained, .close, .initials: 1
    case .otherScript: 2
    case .related, .different: 3
    }
  }

  private static func step(_ level: EmailLevel) -> Int {
    switch level {
    case .missing, .sameMailbox: 0
    case .closeMailbox, .sameDomain, .sameLocal, .spellsName: 1
    case .otherMailbox: 2
    case .conflict: 3
    }
  }

  private static func step(_ level: PhoneLevel) -> Int {
    switch level {
    case .missing, .same: 0
    case .sameLessExtension, .sameTail, .near: 1
    case .conflict: 2
    }
  }

  private static func step(_ level: AddressLevel) -> Int {
    switch level {
    case .missing, .sameUnit: 0
    case .sameNumber: 1
    case .otherUnit, .sameLine, .sameStreet, .samePostcode, .sameCity: 2
    case .otherStreet: 3
    case .conflict: 4
    }
  }

  /// The weights nearest to the given ones in which no step weighs more than a better one (isotonic regression by pooling
  /// adjacent violators).
  ///
  /// - Parameters:
  ///   - steps: as of ``steps(of:)``.
  ///   - trust: how much each weight is worth, above 0.
  package static func ordered(_ weights: [Double], steps: [Int], trust: [Double]) -> [Double] {
    let order = weights.indices.sorted { a, b in
      steps[a] != steps[b] ? steps[a] < steps[b] : weights[a] != weights[b] ? weights[a] > weights[b] : a < b
    }
    var pools: [(weight: Double, trust: Double, members: [Int])] = []
    for place in order {
      var pool = (weight: weights[place], trust: trust[place], members: [place])
      while let better = pools.last, better.weight < pool.weight {
        pools.removeLast()
        let trust = better.trust + pool.trust
        pool = (
          (better.weight * better.trust + pool.weight * pool.trust) / trust, trust, better.members + pool.members
        )
      }
      pools.append(pool)
    }
    var ordered = weights
    for pool in pools { for place in pool.members { ordered[place] = pool.weight } }
    return ordered
  }
}
