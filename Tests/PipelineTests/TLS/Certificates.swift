import FoundationEssentials
import Testing

/// Certificates of two authorities, made by openssl in a folder: `ca.pem`, and of it NAME`.pem` and NAME`.key` for each name;
/// `other-ca.pem`.
enum Certificates {
  static func make(for names: [String], in program: Program) async throws {
    func openssl(_ arguments: String) async throws {
      let made = try await program.shell("openssl \(arguments)")
      try #require(made.code == 0, "\(made.errors)")
    }
    let key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc"
    for authority in ["ca", "other-ca"] {
      try await openssl(
        "req -x509 \(key) -keyout \(authority).key -out \(authority).pem -days 2 -subj '/CN=\(authority)'")
    }
    for name in names {
      try await openssl("req \(key) -keyout \(name).key -out \(name).csr -subj '/CN=\(name)'")
      _ = try program.write("subjectAltName=DNS:\(name)\n", to: "\(name).ext")
      try await openssl(
        "x509 -req -in \(name).csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile \(name).ext -out \(name).pem"
      )
    }
  }
}
