/// Contacts, parties and the candidate edges between them, with what people said and what is linked: the input of settling.
///
/// It holds whole connected components (a contact's every candidate, and those candidates' every contact).
package struct MatchGraph: Sendable {
  package struct ContactNode: Sendable {
    /// Index into ``MatchGraph/contactIDs``.
    package var id: Int32
    package var createdAt: Timestamp?
    package var isArchived: Bool
    package var isDeleted: Bool
    package var isCustomer: Flag
    package var isSupplier: Flag
    /// The contact's company (entity) id; empty where null.
    package var company: String
    /// How often the floor of its edges was raised already, because its component was too large; the graph may hold a part of that
    /// component only.
    package var rises: UInt8

    package init(
      id: Int32, createdAt: Timestamp?, isArchived: Bool, isDeleted: Bool, isCustomer: Flag, isSupplier: Flag,
      company: String, rises: UInt8 = 0
    ) {
      self.id = id
      self.createdAt = createdAt
      self.isArchived = isArchived
      self.isDeleted = isDeleted
      self.isCustomer = isCustomer
      self.isSupplier = isSupplier
      self.company = company
      self.rises = rises
    }
  }

  package struct PartyNode: Sendable {
    /// Index into ``MatchGraph/partyIDs``.
    package var id: Int32
    /// Deleted or merged on the platform, or unknown to us: keeps its links, gets no new ones.
    package var isRetired: Bool
    /// The party that the platform merged this one into, an index into ``MatchGraph/parties``; nil: into none. Such a
    /// party is retired; who survives it is in ``MatchGraph/survivors``.
    package var mergedInto: Int32?

    package init(id: Int32, isRetired: Bool, mergedInto: Int32? = nil) {
      self.id = id
      self.isRetired = isRetired
      self.mergedInto = mergedInto
    }
  }

  package struct Edge: Sendable {
    /// Indices into ``MatchGraph/contacts`` and ``MatchGraph/parties``.
    package var contact: Int32
    package var party: Int32
    /// Bits, without prior and ruling.
    package var weight: Float
    package var levels: Levels

    package init(contact: Int32, party: Int32, weight: Float, levels: Levels) {
      self.contact = contact
      self.party = party
      self.weight = weight
      self.levels = levels
    }
  }

  /// What a person said last about a pair (later judgements replace earlier ones before they come here).
  package struct Judgement: Sendable {
    package enum Answer: String, Sendable { case same, different, unsure }
    package var contact: Int32
    /// nil: said of the contact as a whole (`unsure`, or "none of them, it is a new party" as `different`).
    package var party: Int32?
    package var answer: Answer

    package init(contact: Int32, party: Int32?, answer: Answer) {
      self.contact = contact
      self.party = party
      self.answer = answer
    }
  }

  /// A contact that only a person may place, until one has said something of it.
  package struct Question: Sendable {
    package var contact: Int32
    /// Shown among the candidates, whether it is one or not; nil: none in particular.
    package var party: Int32?
    /// Why a person is asked, such as ``Reason/reverted``.
    package var reason: Reason

    package init(contact: Int32, party: Int32?, reason: Reason) {
      self.contact = contact
      self.party = party
      self.reason = reason
    }
  }

  /// The link that stands today.
  package struct StandingLink: Sendable {
    package var contact: Int32
    package var party: Int32
    package var source: LinkSource
    package var isPrimary: Bool

    package init(contact: Int32, party: Int32, source: LinkSource, isPrimary: Bool) {
      self.contact = contact
      self.party = party
      self.source = source
      self.isPrimary = isPrimary
    }
  }

  package var contactIDs = TextArena()
  package var partyIDs = TextArena()
  package var contacts: [ContactNode] = []
  package var parties: [PartyNode] = []
  package var edges: [Edge] = []
  package var judgements: [Judgement] = []
  package var questions: [Question] = []
  /// At most one per contact.
  package var standing: [StandingLink] = []

  package init() {}
}

/// Who made a link.
package enum LinkSource: String, Sendable {
  case auto
  case human
  case imported = "import"
  case created
}
