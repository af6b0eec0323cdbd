internal import ContactModel
internal import FoundationEssentials
internal import NDJSON

/// The files that `run --keep-files` keeps: one for each account that it reads, in the folder `run-files`.
///
/// Their names begin with the time at which the run began and its number, so that no run overwrites another's files.
struct KeptFiles: Sendable {
  private let folder: String
  private let prefix: String

  private static let suffix = ".contacts.ndjson"

  /// Makes the folder, which only its owner may enter, and takes files out of it that are older than they are kept.
  ///
  /// - Parameters:
  ///   - folder: in which `run-files` lies.
  ///   - cutoff: files of runs that began before it go; others in the folder stay.
  /// - Returns: the folder of the files.
  /// - Throws: ``PipelineRun/Refusal/folderUnusable(_:)``.
  static func prepare(in folder: String, cutoff: Timestamp) throws -> String {
    let path = folder + (folder.hasSuffix("/") ? "" : "/") + "run-files"
    let manager = FileManager.default
    do {
      try manager.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      guard manager.isWritableFile(atPath: path) else { throw CocoaError(.fileWriteNoPermission) }
      let oldest = stamp(cutoff)
      for name in try manager.contentsOfDirectory(atPath: path) where isOurs(name) && name < oldest {
        try manager.removeItem(atPath: "\(path)/\(name)")
      }
    } catch {
      throw PipelineRun.Refusal.folderUnusable(
        "\(path): cannot be written to; give this user the right to, or name another folder with --output")
    }
    return path
  }

  init(folder: String, startedAt: Timestamp, run: Int64) {
    self.folder = folder
    prefix = "\(Self.stamp(startedAt))-run-\(run)-"
  }

  /// A new file for an account's contacts.
  func contacts(of account: String) throws(FileError) -> KeptContacts {
    try KeptContacts(account: account, path: "\(folder)/\(prefix)\(Self.fileName(account))\(Self.suffix)")
  }

  /// `20260301T120000Z`.
  private static func stamp(_ instant: Timestamp) -> String {
    instant.rfc3339.prefix(19).filter { $0 != "-" && $0 != ":" } + "Z"
  }

  private static func isOurs(_ name: String) -> Bool {
    name.hasSuffix(suffix) && name.wholeMatch(of: #/[0-9]{8}T[0-9]{6}Z-run-[0-9]+-.*/#) != nil
  }

  /// An id as a part of a file name, unlike that of any other id: what is no letter, digit, `-`, `_` or `.` in per cent, a
  /// long one cut and told apart by its hash.
  private static func fileName(_ id: String) -> String {
    let bytes = Array(id.utf8)
    var name = ""
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
        name.unicodeScalars.append(Unicode.Scalar(byte))
      default: name += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      }
    }
    guard name.utf8.count > 120 else { return name }
    return "\(name.prefix(100))%\(String(bytes.withUnsafeBytes { ContentHash.xxh64($0) }, radix: 16))"
  }
}
