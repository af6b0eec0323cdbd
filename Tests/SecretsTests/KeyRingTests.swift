import Glibc
import Secrets
import Testing

@Suite struct KeyRingTests {
  private static let key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="

  private static let other = "/////////////////////////////////////////w8="

  private static func load(_ environment: [String: String], home: String? = nil) throws(SecretsError) -> KeyRing {
    try KeyRing.load(environment: { environment[$0] }, home: home, name: "CONTACTSYNC_TOKEN_KEYS")
  }

  /// Whether what the one seals opens with the other.
  private static func sealsFor(_ one: KeyRing, _ other: KeyRing) -> Bool {
    (try? TokenVault(other).open(TokenVault(one).seal("token", account: "a"), account: "a")) == "token"
  }

  private static func folder() throws -> String {
    var template = Array("/tmp/contactsync-keys-XXXXXX".utf8CString)
    let made: String? = template.withUnsafeMutableBufferPointer { mkdtemp($0.baseAddress!).map { String(cString: $0) } }
    return try #require(made)
  }

  private static func write(_ path: String, _ text: String, mode: mode_t) throws {
    let file = try #require(fopen(path, "w"))
    fputs(text, file)
    fclose(file)
    chmod(path, mode)
  }

  private static func remove(_ folder: String) {
    for name in ["token_keys", "keys"] { unlink(folder + "/" + name) }
    rmdir(folder)
  }

  @Test(arguments: [(key, 1), (" \(key)\n", 1), ("\(key),\(other)", 2), ("\(key) , \(other)\n\(other)\n", 3)])
  func listIsReadInOrder(_ text: String, _ count: Int) throws {
    let ring = try Self.load(["CONTACTSYNC_TOKEN_KEYS": text])
    #expect(ring.keys.count == count)
    #expect(Self.sealsFor(ring, try Self.load(["CONTACTSYNC_TOKEN_KEYS": Self.key])), "the first one seals")
    let old = try Self.load(["CONTACTSYNC_TOKEN_KEYS": Self.other])
    #expect(Self.sealsFor(old, ring) == (count > 1), "the others open")
  }

  @Test(arguments: [
    (",", SecretsError.empty(source: "CONTACTSYNC_TOKEN_KEYS")),
    ("hunter2", .malformed(source: "CONTACTSYNC_TOKEN_KEYS", position: 1)),
    ("\(key),aHVudGVyMg==", .malformed(source: "CONTACTSYNC_TOKEN_KEYS", position: 2)),
    ("", .missing(name: "CONTACTSYNC_TOKEN_KEYS")),
  ])
  func wrongListIsAnErrorWithoutIt(_ text: String, _ expected: SecretsError) {
    let error = #expect(throws: SecretsError.self) { try Self.load(["CONTACTSYNC_TOKEN_KEYS": text]) }
    #expect(error == expected)
    #expect(error.map { "\($0)".contains("hunter2") || "\($0)".contains("aHVu") } == false)
  }

  @Test func fileOfTheVariable() throws {
    let folder = try Self.folder()
    defer { Self.remove(folder) }
    try Self.write(folder + "/keys", Self.key + "\n", mode: 0o644)
    let ring = try Self.load(["CONTACTSYNC_TOKEN_KEYS_FILE": folder + "/keys"], home: folder)
    #expect(Self.sealsFor(ring, try Self.load(["CONTACTSYNC_TOKEN_KEYS": Self.key])))
    let absent = #expect(throws: SecretsError.self) { try Self.load(["CONTACTSYNC_TOKEN_KEYS_FILE": "/nonexistent"]) }
    #expect(absent == .file(path: "/nonexistent", reason: "No such file or directory"))
  }

  @Test func madeInTheHomeOnce() throws {
    let folder = try Self.folder()
    defer { Self.remove(folder) }
    let first = try Self.load([:], home: folder)
    #expect(Self.sealsFor(first, try Self.load([:], home: folder)))
    #expect(first.keys.count == 1)
    var information = stat()
    #expect(stat(folder + "/token_keys", &information) == 0)
    #expect(information.st_mode & 0o777 == 0o600)
    chmod(folder + "/token_keys", 0o640)
    #expect(throws: SecretsError.notPrivate(path: folder + "/token_keys")) { try Self.load([:], home: folder) }
  }

  @Test func manyMakersAgree() async throws {
    let folder = try Self.folder()
    defer { Self.remove(folder) }
    let rings = try await withThrowingTaskGroup(of: KeyRing.self) { group in
      for _ in 0..<16 { group.addTask { try Self.load([:], home: folder) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(rings.count == 16 && rings.allSatisfy { Self.sealsFor(rings[0], $0) })
  }

  @Test func printsNoKey() throws {
    let ring = try Self.load(["CONTACTSYNC_TOKEN_KEYS": Self.key])
    var dumped = ""
    dump(ring, to: &dumped)
    for text in ["\(ring)", String(reflecting: ring), dumped] { #expect(text.contains("1 key") && text.count < 40) }
  }
}
