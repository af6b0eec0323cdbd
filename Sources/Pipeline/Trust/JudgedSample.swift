internal import CSV
internal import FoundationEssentials
package import Transform

/// A sample that people have judged, beside the manifest that tells how it was drawn.
package struct JudgedSample: Sendable {
  /// What is wrong in the files, line by line.
  package struct Problems: Error, Sendable, CustomStringConvertible {
    package var texts: [String]
    package var description: String { texts.joined(separator: "\n") }
  }

  package let manifest: SampleManifest
  package let estimate: StratifiedEstimate
  /// Rows judged unsure, which are left out of the estimate, by stratum.
  package let unsure: [Int]
  /// Rows in which nothing was written, or which are gone from the file, by stratum.
  package let empty: [Int]
  /// Right and wrong, by stratum.
  package let strata: [StratifiedEstimate.Stratum]

  /// - Parameter manifest: the manifest's path; nil: beside the file.
  /// - Throws: ``Problems``; a wrong word or row is named with its line.
  package init(file path: String, manifest manifestPath: String? = nil) throws(Problems) {
    let beside = manifestPath ?? path + ".manifest.json"
    guard let text = FileManager.default.contents(atPath: beside) else {
      throw Problems(texts: [
        "\(beside): no such file; the sample's manifest must be there (or name it with --manifest)"
      ])
    }
    guard let manifest = SampleManifest(text: Array(text)) else {
      throw Problems(texts: ["\(beside): not the manifest of a sample (`contactsync review sample --out` writes one)"])
    }
    let judged: JudgedCSV
    do { judged = try JudgedCSV(path: path) } catch { throw Problems(texts: [error.description]) }
    try self.init(manifest, judged)
  }

  init(_ manifest: SampleManifest, _ judged: JudgedCSV) throws(Problems) {
    var strata = manifest.strata.map { StratifiedEstimate.Stratum(links: $0.links, right: 0, wrong: 0) }
    var unsure = manifest.strata.map { _ in 0 }
    var waiting: [String: Int] = [:]
    for (stratum, drawn) in manifest.strata.enumerated() { for id in drawn.reviewIDs { waiting[id] = stratum } }
    var problems: [String] = []
    for row in judged.rows {
      let place = "\(judged.file):\(row.line)"
      guard let stratum = waiting[row.reviewID] else {
        let isKnown = manifest.strata.contains { $0.reviewIDs.contains(row.reviewID) }
        problems.append(
          "\(place): " + (isKnown ? "this review_id was judged in a line above" : "this review_id is not of the sample")
        )
        continue
      }
      switch row.decision {
      case "match": strata[stratum].right += 1
      case "not_a_match": strata[stratum].wrong += 1
      case "unsure": unsure[stratum] += 1
      case "": continue
      default:
        problems.append("\(place): decision must be match, not_a_match, unsure or empty")
        continue
      }
      waiting[row.reviewID] = nil
    }
    guard problems.isEmpty else { throw Problems(texts: problems) }
    self.manifest = manifest
    self.strata = strata
    self.unsure = unsure
    empty = manifest.strata.indices.map { stratum in waiting.values.count { $0 == stratum } }
    estimate = StratifiedEstimate(strata)
  }
}
