internal import ContactModel
internal import Extract
internal import Load
internal import Postgres
internal import Transform

/// The party index of each organization, loaded when the first contact of one of its accounts must be scored.
actor OrganizationMatchers {
  /// An index with the party revision it was loaded at.
  struct Matcher: Sendable {
    let index: PartyIndex
    let partyRevision: Int64
  }

  private let policy: Policy
  /// The frequency snapshots are taken anew (a run from the beginning) instead of kept frozen.
  private let renewsSnapshot: Bool
  /// A new snapshot is stored; not in a dry run.
  private let storesSnapshot: Bool
  private let connect: @Sendable () async throws -> Connection
  private var loading: [String: Task<Matcher, any Error>] = [:]

  init(
    policy: Policy, renewsSnapshot: Bool, storesSnapshot: Bool = true,
    connect: @escaping @Sendable () async throws -> Connection
  ) {
    self.policy = policy
    self.renewsSnapshot = renewsSnapshot
    self.storesSnapshot = storesSnapshot
    self.connect = connect
  }

  /// The organization's matcher; the first caller loads it, the others wait.
  func matcher(of organization: String) async throws -> Matcher {
    if let task = loading[organization] { return try await task.value }
    let task = Task { [policy, renewsSnapshot, storesSnapshot, connect] in
      let connection = try await connect()
      defer { Task { await connection.close() } }
      return try await connection.run { session in
        guard storesSnapshot else {
          return try Self.read(session, organization, policy: policy, renewsSnapshot: renewsSnapshot).matcher
        }
        return try Self.load(session, organization, policy: policy, renewsSnapshot: renewsSnapshot)
      }
    }
    loading[organization] = task
    return try await task.value
  }

  /// The organization's matcher where one has been asked for; nil: not yet.
  func loadedMatcher(of organization: String) async throws -> Matcher? { try await loading[organization]?.value }

  /// The matcher of an organization, its frequency snapshot stored where it is another than the stored one.
  static func load(
    _ session: borrowing Session, _ organization: String, policy: Policy, renewsSnapshot: Bool
  ) throws -> Matcher {
    let (matcher, isNew) = try read(session, organization, policy: policy, renewsSnapshot: renewsSnapshot)
    if isNew {
      let snapshot = matcher.index.snapshot
      _ = try SnapshotStore.store(
        session, organization: organization, content: snapshot.encoded, contentHash: snapshot.contentHash,
        partyCount: snapshot.partyCount)
    }
    return matcher
  }

  /// The matcher that a run would score with, and whether its frequency snapshot is another than the stored one; nothing is
  /// written.
  static func read(
    _ session: borrowing Session, _ organization: String, policy: Policy, renewsSnapshot: Bool
  ) throws -> (matcher: Matcher, hasNewSnapshot: Bool) {
    let revision = try StoredReader.partyRevision(session, organization: organization)
    let stored = try StoredReader.snapshot(session, organization: organization)
    let snapshot = stored.flatMap { FrequencySnapshot(decoding: $0.content) }
    var index = try build(session, organization, policy, renewsSnapshot ? nil : snapshot)
    if let snapshot, snapshot.isOutgrown(parties: index.count), !renewsSnapshot {
      index = try build(session, organization, policy, nil)
    }
    return (Matcher(index: index, partyRevision: revision), index.snapshot.contentHash != stored?.contentHash)
  }

  /// The organization's parties under a policy; snapshot nil: the frequencies are taken from them.
  static func build(
    _ session: borrowing Session, _ organization: String, _ policy: Policy, _ snapshot: FrequencySnapshot?
  ) throws -> PartyIndex {
    var builder = PartyIndexBuilder(policy: policy, snapshot: snapshot)
    try StoredReader.parties(session, organization: organization) { builder.add($0) }
    return builder.finish()
  }
}
