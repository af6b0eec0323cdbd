package import CSV
internal import ContactModel
internal import Extract
internal import Load
internal import Postgres
package import Transform

/// Draws a sample of the standing automatic links, stratified by probability, and writes it for people to judge.
package struct SampleDraw: Sendable {
  let tools: TrustTools
  let policy: Policy
  let organization: String?
  let account: String?
  let count: Int
  let seed: UInt64

  /// - Parameters:
  ///   - policy: that the evidence is shown under.
  ///   - organization: only its accounts; nil: all.
  ///   - account: only this one; nil: all.
  ///   - count: links to draw.
  ///   - seed: the same one draws the same sample of the same links.
  package init(
    tools: TrustTools, policy: Policy, organization: String? = nil, account: String? = nil, count: Int, seed: UInt64
  ) {
    self.tools = tools
    self.policy = policy
    self.organization = organization
    self.account = account
    self.count = count
    self.seed = seed
  }

  private struct Drawn {
    var link: Int64
    var lot: UInt64
    var stratum: Int
  }

  /// Writes the file and its manifest; what the manifest says. Nothing in the database is changed.
  ///
  /// - Throws: ``TrustRefusal``, PostgresError, LoadError.
  package func write(to path: String, profile: CSVProfile) async throws -> SampleManifest {
    let connection = try await tools.connect()
    _ = try await tools.accounts(connection, organization: organization, account: account)
    let manifest = try await connection.run { session in
      try session.transaction(.storedSnapshot) { session in try write(session, to: path, profile) }
    }
    await connection.close()
    return manifest
  }

  private func write(
    _ session: borrowing Session, to path: String, _ profile: CSVProfile
  ) throws -> SampleManifest {
    let (drawn, sizes) = try draw(session)
    let levels = try SampleReader.levels(session, links: drawn.map(\.link))
    let links = drawn.map { drawn in
      SampleExport.Link(id: drawn.link, evidence: levels[drawn.link].map { evidenceJSON(of: $0) })
    }
    var manifest = SampleManifest(profile: profile.rawValue, rows: 0, seed: seed, sha256: "", strata: [])
    _ = try SampleExport.write(session, to: path, links, profile: profile) { written, reviewIDs in
      manifest.rows = written.rows
      manifest.sha256 = written.sha256
      manifest.strata = sizes.indices.map { stratum in
        let bounds = SampleStrata.lowerBounds
        return SampleManifest.Stratum(
          from: bounds[stratum], to: stratum + 1 < bounds.count ? bounds[stratum + 1] : 1, links: sizes[stratum],
          reviewIDs: zip(drawn, reviewIDs).filter { $0.0.stratum == stratum }.map(\.1))
      }
      return try manifest.text
    }
    return manifest
  }

  /// The links drawn, in an order that tells nothing, and the size of each stratum. Of each stratum no more are held than
  /// may be drawn.
  private func draw(_ session: borrowing Session) throws -> (drawn: [Drawn], sizes: [Int]) {
    var strata = SampleStrata.lowerBounds.map { _ in [Drawn]() }
    var sizes = strata.map { _ in 0 }
    try SampleReader.links(session, organization: organization, account: account) { link in
      let stratum = SampleStrata.index(of: link.probability)
      let lot = SampleStrata.lot(seed: seed, account: link.account, contact: link.contact)
      sizes[stratum] += 1
      strata[stratum].append(Drawn(link: link.id, lot: lot, stratum: stratum))
      if strata[stratum].count >= 2 * count + 1000 { thin(&strata[stratum], to: count) }
    }
    let parts = SampleStrata.allocate(count, over: sizes)
    for stratum in strata.indices { thin(&strata[stratum], to: parts[stratum]) }
    return (strata.flatMap { $0 }.sorted { ($0.lot, $0.link) < ($1.lot, $1.link) }, sizes)
  }

  private func thin(_ drawn: inout [Drawn], to count: Int) {
    drawn.sort { ($0.lot, $0.link) < ($1.lot, $1.link) }
    if drawn.count > count { drawn.removeLast(drawn.count - count) }
  }

  private func evidenceJSON(of levels: Levels) -> String {
    var bytes = [UInt8(ascii: "[")]
    for (place, row) in evidence(for: levels, policy: policy).enumerated() {
      if place > 0 { bytes.append(UInt8(ascii: ",")) }
      row.appendJSON(to: &bytes)
    }
    bytes.append(UInt8(ascii: "]"))
    return String(decoding: bytes, as: UTF8.self)
  }
}
