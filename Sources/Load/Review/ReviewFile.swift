import CSV
import ContactModel
import Crypto
import Postgres

/// A file of rows for people in the columns of ``ReviewExport/columns``, and its manifest beside it; both appear by rename.
struct ReviewFile: ~Copyable {
  private let path: String
  private let permalinks: String?
  private var file: FileReplacement
  private var hash = SHA256()
  private var csv: CSVWriter
  private var rows = 0

  /// - Parameter permalinks: address of the matching screen; nil leaves the column empty.
  init(path: String, profile: CSVProfile, permalinks: String? = nil) throws(LoadError) {
    self.path = path
    self.permalinks = permalinks
    file = try FileReplacement(path: path)
    csv = CSVWriter(profile: profile)
    csv.append(ReviewExport.columns)
  }

  /// Writes the rows of a statement whose columns are those of the file up to `age_days`.
  mutating func append(_ rows: Rows) throws(LoadError) {
    for row in rows { csv.append(cells(row)) }
    self.rows += rows.count
    let bytes = csv.take()
    hash.update(data: bytes)
    try file.write(bytes)
  }

  /// Puts the file and `PATH.manifest.json` in place.
  ///
  /// - Parameter manifest: the manifest's text.
  consuming func finish(manifest: (ReviewExport.Written) throws -> String) throws -> ReviewExport.Written {
    let bytes = csv.take()
    hash.update(data: bytes)
    try file.write(bytes)
    let written = ReviewExport.Written(rows: rows, sha256: hash.finalize().hexadecimal)
    let text = try manifest(written)
    try file.commit()
    var beside = try FileReplacement(path: path + ".manifest.json")
    try beside.write(Array(text.utf8))
    try beside.commit()
    return written
  }

  private func cells(_ row: Row) -> [String?] {
    var cells = (0..<21).map { row.text($0) }
    cells[19] = cells[19].map { codes in
      codes.split(separator: ",").map { Reason(rawValue: String($0))?.words ?? String($0) }.joined(separator: "; ")
    }
    cells.append(permalinks.map { "\($0)/review/\(cells[0] ?? "")" })
    return cells + [nil, nil, nil]
  }
}

extension SHA256.Digest {
  /// 64 lower-case hexadecimal digits.
  fileprivate var hexadecimal: String {
    reduce(into: "") { text, byte in
      text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
  }
}
