package import ContactModel

/// What was sent, as far as it is looked for.
package struct SentContact: Sendable, Hashable {
  package var name: String
  package var email: String?
  package var taxNumber: String?

  package init(name: String, email: String? = nil, taxNumber: String? = nil) {
    self.name = name
    self.email = email
    self.taxNumber = taxNumber
  }
}

/// Tells which of the contacts that were found a lost call made, if any: pure.
///
/// Accounting systems change what they are given: names come back cut, roles are left out, blanks go. So the name decides, as
/// ``NameKey`` compares it, and a mailbox or tax number only speaks against.
package struct SearchedContact: Sendable {
  package struct Sighting: Sendable, Hashable {
    package var id: String
    package var name: String
    package var email: String?
    package var taxNumber: String?
    package var createdAt: Timestamp?

    package init(
      id: String, name: String, email: String? = nil, taxNumber: String? = nil, createdAt: Timestamp? = nil
    ) {
      self.id = id
      self.name = name
      self.email = email
      self.taxNumber = taxNumber
      self.createdAt = createdAt
    }
  }

  package enum Answer: Sendable, Hashable {
    /// Exactly this contact can be it.
    case one(String)
    /// This contact, or another, may be it.
    case doubtful(String)
    case none
  }

  package let sent: SentContact
  /// In Merge's clock: what the call made is not older; nil: not known.
  package let createdAfter: Timestamp?

  package init(sent: SentContact, createdAfter: Timestamp?) {
    self.sent = sent
    self.createdAfter = createdAfter
  }

  package func answer(among sightings: [Sighting]) -> Answer {
    guard let key = NameKey(sent.name) else { return .none }
    var seen: Set<String> = []
    let namesakes = sightings.filter { sighting in
      NameKey(sighting.name).map { key.isNamesake(of: $0) } ?? false && seen.insert(sighting.id).inserted
    }.sorted { ($0.createdAt?.microseconds ?? .min, $0.id) < ($1.createdAt?.microseconds ?? .min, $1.id) }
    let fitting = namesakes.filter(fits)
    if fitting.count == 1, namesakes.count == 1 { return .one(fitting[0].id) }
    if let first = fitting.first ?? namesakes.first { return .doubtful(first.id) }
    return .none
  }

  private func fits(_ sighting: Sighting) -> Bool {
    if let createdAfter {
      guard let createdAt = sighting.createdAt, createdAt >= createdAfter else { return false }
    }
    return !contradicts(sent.email, sighting.email) && !contradicts(sent.taxNumber, sighting.taxNumber)
  }

  /// Both are there, and their letters and digits differ.
  private func contradicts(_ a: String?, _ b: String?) -> Bool {
    guard let a = a.flatMap({ NameKey($0) }), let b = b.flatMap({ NameKey($0) }) else { return false }
    return a.text != b.text
  }
}
