/// Why the schema could not be brought up to date.
package enum MigrationError: Error, Sendable, Equatable, CustomStringConvertible {
  /// An applied migration differs from the file of this program: files of applied migrations are never edited.
  case changed(version: Int, name: String)
  /// One failed and left nothing behind; `applied` had been done before it and stays.
  case failed(migration: String, PostgresError, applied: [String])
  /// The schema is not that of this program, whose views would be put in the place of others.
  case otherRelease

  package var description: String {
    switch self {
    case .changed(let version, let name):
      return "migration \(version) (\(name)) was applied in another form: this database belongs to another build"
    case .failed(let migration, let error, let applied):
      let before = applied.isEmpty ? "nothing was applied" : "applied before it: \(applied.joined(separator: ", "))"
      return "\(migration) failed: \(error); \(before)"
    case .otherRelease:
      return "the database's schema is not that of this program: use the program that migrated it last"
    }
  }
}
