import Glibc
import SQLFiles
import TestSupport
import Testing

/// The tables of `SQLFiles` against the folders that they stand for.
@Suite struct SQLFilesTests {
  private static let folder = repositoryRoot + "/sql"

  private static func read(_ path: String) throws -> String {
    let file = try #require(fopen(path, "r"), "\(path)")
    defer { fclose(file) }
    var bytes: [UInt8] = []
    while case let byte = getc(file), byte != EOF { bytes.append(UInt8(byte)) }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func names(_ name: String) throws -> [String] {
    let folder = try #require(opendir("\(Self.folder)/\(name)"))
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let file = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if file.hasSuffix(".sql") { names.append(String(file.dropLast(4))) }
    }
    return names.sorted()
  }

  @Test func migrationsAreTheFolder() throws {
    let names = SQLFiles.migrations.map { migration in
      let digits = String(migration.version)
      return String(repeating: "0", count: 4 - digits.count) + digits + "_" + migration.name
    }
    #expect(try names == Self.names("migrations"))
    #expect(SQLFiles.migrations.map(\.version) == Array(1...SQLFiles.migrations.count))
    for (name, migration) in zip(names, SQLFiles.migrations) {
      #expect(try migration.sql == Self.read("\(Self.folder)/migrations/\(name).sql"))
    }
  }

  @Test func reportingViewsAreTheFolder() throws {
    #expect(try SQLFiles.reporting.map(\.name).sorted() == Self.names("reporting"))
    for view in SQLFiles.reporting {
      #expect(try view.sql == Self.read("\(Self.folder)/reporting/\(view.name).sql"))
    }
  }

  /// Each entry of `Queries.swift` names its file three times: as the property, as text, as the resource.
  @Test func queriesAreTheFolder() throws {
    let words = try Self.read(Self.folder + "/Queries.swift").split { $0 == " " || $0 == "\n" }.joined(separator: " ")
    let entries = words.split(separator: "package static let ").dropFirst().map { entry in
      entry.prefix { $0 != ")" }.filter { $0 != " " }
    }
    let expected = try Self.names("queries").map { name in
      let words = name.split(separator: "_")
      let property = words.dropFirst().reduce(String(words[0])) { $0 + $1.prefix(1).uppercased() + $1.dropFirst() }
      return "\(property)=Query(\"\(name)\",PackageResources.\(name)_sql"
    }
    #expect(Set(expected).subtracting(entries) == [], "files without an entry")
    #expect(Set(entries).subtracting(expected) == [], "entries without a file")
  }

  @Test func everyQuerySaysWhatItReturns() throws {
    for name in try Self.names("queries") {
      #expect(try Self.read("\(Self.folder)/queries/\(name).sql").hasPrefix("-- "), "\(name).sql")
    }
  }
}
