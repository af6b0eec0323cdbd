import FoundationEssentials
import Glibc
import LocalPostgres
import Postgres
import TestSupport
import Testing

@Suite("TLS to PostgreSQL, the real program")
struct PostgresTLSTests {
  /// Of this machine, and of no other test run: the port is the one of all private servers.
  private static let address = "127.\(100 + getpid() % 100).\(getpid() / 100 % 250).\(1 + getpid() / 25_000 % 250)"

  private static func set(_ settings: [String: String], _ url: String) async throws {
    let connection = try await Connection.open(url)
    try await connection.run { session in
      for (name, value) in settings { try session.script("alter system set \(name) = '\(value)'") }
      try session.script("select pg_reload_conf()")
    }
    await connection.close()
  }

  /// A copy of a file of the program's folder that the server may read, and nobody else.
  private static func hand(_ name: String, of program: Program, to home: String) throws -> String {
    let path = "\(home)/pg/data/\(name)"
    try FileManager.default.copyItem(atPath: "\(program.folder)/\(name)", toPath: path)
    var data = stat()
    try #require(stat("\(home)/pg/data", &data) == 0)
    try #require(chown(path, data.st_uid, data.st_gid) == 0 && chmod(path, 0o600) == 0)
    return path
  }

  @Test("With verify-full only a server with a certificate for its name, by an authority that we trust, is used")
  func verifyFull() async throws {
    let home = TestFolder.path("tls")
    let server = LocalPostgres(home: home, durable: false)
    defer { TestFolder.remove(home) }
    let local = try server.start()
    try await Self.set(["listen_addresses": Self.address], local)
    try server.stop()
    try server.start()

    var program = try Program(database: local, baseURL: "http://127.0.0.1:1/api")
    defer { program.remove() }
    try await Certificates.make(for: ["db.example.com"], in: program)
    func status(host: String = "db.example.com", authority: String = "ca.pem") async throws -> Program.Ended {
      program.environment["DATABASE_URL"] =
        "postgresql://postgres:5eCr3tWord@\(host):5432/contactsync?hostaddr=\(Self.address)&sslmode=verify-full"
        + "&sslrootcert=\(program.folder)/\(authority)"
      return try await program.run("db", "status")
    }
    func refused(_ ended: Program.Ended, _ words: String) {
      #expect(ended.code == 1 && ended.complaints.count == 1 && ended.errors.contains(words), "\(ended)")
      #expect(!(ended.output + ended.errors).contains("5eCr3tWord"))
    }

    refused(try await status(), "does not support SSL")
    let certificate = try Self.hand("db.example.com.pem", of: program, to: home)
    let key = try Self.hand("db.example.com.key", of: program, to: home)
    try await Self.set(["ssl_cert_file": certificate, "ssl_key_file": key, "ssl": "on"], local)
    // The server reads its settings when it gets to it.
    var right = try await status()
    while right.errors.contains("does not support SSL") { right = try await status() }
    #expect(right.code == 0, "\(right.errors)")
    refused(try await status(host: "other.example.com"), "does not match host name")
    refused(try await status(authority: "other-ca.pem"), "certificate verify failed")
    refused(try await status(authority: "no-ca.pem"), "root certificate file")
  }
}
