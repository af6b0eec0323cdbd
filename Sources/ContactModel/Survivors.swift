extension MatchGraph {
  /// Mergers that are followed from one party to the next.
  private static let mergerLimit = 16

  /// For each party the one that it lives on in: the living end of the chain of mergers that begins with it.
  ///
  /// nil for a party that was merged into none, and for one whose chain ends nowhere (a cycle, a survivor that is deleted
  /// or unknown, over 16 steps): that one is retired, and nothing more.
  package var survivors: [Int32?] {
    parties.indices.map { party in
      guard var next = parties[party].mergedInto else { return nil }
      for _ in 1..<Self.mergerLimit {
        guard let further = parties[Int(next)].mergedInto else { break }
        next = further
      }
      let survivor = parties[Int(next)]
      return survivor.mergedInto == nil && !survivor.isRetired ? next : nil
    }
  }
}
