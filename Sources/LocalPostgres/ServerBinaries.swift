import Glibc

/// A folder with PostgreSQL's server programs.
struct ServerBinaries {
  let folder: String
  /// Major version, such as 15.
  let version: Int

  var initdb: String { folder + "/initdb" }
  var postgres: String { folder + "/postgres" }
  var createdb: String { folder + "/createdb" }
  var pgCtl: String { folder + "/pg_ctl" }

  /// The best folder: of the data's own major version where there are data, else the first of the candidates.
  static func find(dataVersion: Int?, only forced: String?) throws(LocalPostgresError) -> ServerBinaries {
    let found = candidates(forced).compactMap(ServerBinaries.init)
    guard let first = found.first else {
      let place = forced.map { " in \($0) (CONTACTSYNC_PG_BINDIR)" } ?? ""
      throw LocalPostgresError(
        .noServerBinaries,
        "PostgreSQL's server programs were not found\(place): install them (apt-get install postgresql), "
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

  /// `pg_config --bindir`, Debian's folders (highest version first), then PATH.
  private static func candidates(_ forced: String?) -> [String] {
    if let forced { return [forced] }
    let path = (LocalPostgres.variable("PATH") ?? "/usr/bin:/bin").split(separator: ":").map(String.init)
    let configured = path.map { $0 + "/pg_config" }.first { access($0, X_OK) == 0 }
      .flatMap { Command.output([$0, "--bindir"]) }
    let root = "/usr/lib/postgresql"
    let debian = Folder.names(root).compactMap(Int.init).sorted(by: >).map { "\(root)/\($0)/bin" }
    return (configured.map { [$0] } ?? []) + debian + path
  }

  /// nil when the folder lacks a program.
  private init?(folder: String) {
    for program in ["initdb", "postgres", "pg_ctl", "createdb"] where access(folder + "/" + program, X_OK) != 0 {
      return nil
    }
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
