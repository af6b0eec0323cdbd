/// A match graph as it was read from the database, with what the settle transaction must know of that moment.
package struct StoredGraph: Sendable {
  package var graph = MatchGraph()
  /// How many judgements stood on a contact (index into `graph.contacts`); contacts without any are left out. A contact
  /// whose number has risen since was judged meanwhile, and is left to the next run.
  package var judgementCounts: [Int32: Int] = [:]
  /// Who said `same` last (human or import), by contact.
  package var sameSources: [Int32: LinkSource] = [:]
  /// The marks of unsettled contacts and parties that this graph answers.
  package var marks: [Mark] = []

  package init() {}

  /// A contact or party whose edges changed since its account was settled.
  package struct Mark: Sendable, Hashable {
    /// The raw value is the code in the table `unsettled`.
    package enum Kind: String, Sendable {
      case contact = "c"
      case party = "p"
    }
    package var kind: Kind
    package var id: String

    package init(kind: Kind, id: String) {
      self.kind = kind
      self.id = id
    }
  }
}
