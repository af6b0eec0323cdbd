internal import FoundationEssentials

/// What travels beside a sample's file: how it was drawn, and from how many links.
package struct SampleManifest: Codable, Sendable, Equatable {
  package struct Stratum: Codable, Sendable, Equatable {
    /// Probability from which the stratum begins, and up to which it goes (the last one includes it).
    package var from: Double
    package var to: Double
    /// Links in it, drawn or not.
    package var links: Int
    /// Those that were drawn.
    package var reviewIDs: [String]

    enum CodingKeys: String, CodingKey {
      case from, links, to
      case reviewIDs = "review_ids"
    }
  }

  /// Tells a sample from a review queue.
  package var kind = "sample"
  package var profile: String
  package var rows: Int
  package var schema = 1
  package var seed: UInt64
  package var sha256: String
  package var strata: [Stratum]

  /// One line with sorted keys.
  package var text: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys]
      return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }
  }

  /// The manifest in a text; nil where it is none of a sample.
  package init?(text: [UInt8]) {
    guard let read = try? JSONDecoder().decode(SampleManifest.self, from: Data(text)), read.kind == "sample" else {
      return nil
    }
    self = read
  }

  package init(profile: String, rows: Int, seed: UInt64, sha256: String, strata: [Stratum]) {
    self.profile = profile
    self.rows = rows
    self.seed = seed
    self.sha256 = sha256
    self.strata = strata
  }
}
