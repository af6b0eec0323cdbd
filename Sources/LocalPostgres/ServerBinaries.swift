import Glibc

/// A folder with PostgreSQL's server programs.
struct ServerBinaries {
  let folder: String
  /// Major version, such as 15.
  let version: Int

  var initdb: String { folder + "/initdb" }
  var postgres: String { folder + "/postgres" }
  var pgCtl: String { folder + "/pg_ctl" }

  /// The best folder: of the data's own major version where there are data, else the first of the candidates.
  static func find(dataVersion: Int?) throws(LocalPostgresError) -> ServerBinaries {
    let found = candidates().compactMap(ServerBinaries.init)
    guard let first = found.first else {
      let forced = getenv("CONTACTSYNC_PG_BINDIR").map { " in \(String(cString: $0)) (CONTACTSYNC_PG_BINDIR)" } ?? ""
      throw LocalPostgresError(
        .noServerBinaries,
        "PostgreSQL's server programs were not found\(forced): install them (apt-get install postgresql), "
          + "or set DATABASE_URL to a database of yours")
    }
    guard let dataVersion else { return first }
    guard let same = found.first(where: { $0.version == dataVersion }) else {
      throw LocalPostgresError(
        .otherVersion,
        "the private database was made by PostgreSQL \(dataVersion), but only PostgreSQL \(first.version) is installed: "
          + "install postgresql-\(dataVersion), or move the data by pg_upgrade")
    }
    return same
  }

  /// `CONTACTSYNC_PG_BINDIR` alone where it is set; else `pg_config --bindir`, Debian's folders (highest version first),
  /// then PATH.
  private static func candidates() -> [String] {
    if let forced = getenv("CONTACTSYNC_PG_BINDIR") { return [String(cString: forced)] }
    let path = String(cString: getenv("PATH") ?? strdup("/usr/bin:/bin")).split(separator: ":").map(String.init)
    let configured = path.map { $0 + "/pg_config" }.first { access($0, X_OK) == 0 }
      .flatMap { Command.output([$0, "--bindir"]) }
    let root = "/usr/lib/postgresql"
    let debian = Folder.names(root).compactMap(Int.init).sorted(by: >).map { "\(root)/\($0)/bin" }
    return (configured.map { [$0] } ?? []) + debian + path
  }

  /// nil when the folder lacks a program.
  private init?(folder: String) {
    for program in ["initdb", "postgres", "pg_ctl"] where access(folder + "/" + program, X_OK) != 0 { return nil }
    guard let major = Self.major(Command.output([folder + "/postgres", "-V"])) else { return nil }
    self.folder = folder
    version = major
  }

  /// `postgres (PostgreSQL) 15.18 (Debian …)` → 15.
  private static func major(_ text: String?) -> Int? {
    guard let words = text?.split(separator: " "), words.count > 2 else { return nil }
    return Int(words[2].prefix { $0.isNumber })
  }
}
