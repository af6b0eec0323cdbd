/// One file of SQL and what tells that it was changed.
struct Script: Sendable {
  let version: Int
  let name: String
  let sql: String
  let checksum: String

  init(version: Int, name: String, sql: String) {
    self.version = version
    self.name = name
    self.sql = sql
    checksum = Self.checksum(of: sql)
  }

  init(version: Int, name: String, checksum: String) {
    self.version = version
    self.name = name
    sql = ""
    self.checksum = checksum
  }

  /// `0002_add_x`
  var fullName: String {
    let digits = String(version)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "_" + name
  }

  /// FNV-1a, 64 bits: it finds accidents, nobody defends against forgery here.
  static func checksum(of text: String) -> String {
    let hash = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
