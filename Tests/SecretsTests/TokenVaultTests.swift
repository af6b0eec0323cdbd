import Secrets
import Testing

@Suite struct TokenVaultTests {
  private static let first = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
  private static let second = "/////////////////////////////////////////w8="

  private static func vault(_ keys: String...) throws -> TokenVault {
    TokenVault(
      try KeyRing.load(environment: { $0 == "KEYS" ? keys.joined(separator: ",") : nil }, home: nil, name: "KEYS"))
  }

  @Test(arguments: ["", "t", "token with ü and 👩‍👩‍👧", String(repeating: "x", count: 10_000)])
  func opensWhatItSealed(_ token: String) throws {
    let vault = try Self.vault(Self.first)
    let sealed = vault.seal(token, account: "acc-1")
    #expect(try vault.open(sealed, account: "acc-1") == token)
    #expect(sealed.count == 1 + 4 + 12 + token.utf8.count + 16)
    #expect(sealed != vault.seal(token, account: "acc-1"), "a nonce is used once")
  }

  @Test func belongsToItsAccount() throws {
    let vault = try Self.vault(Self.first)
    let sealed = vault.seal("secret", account: "acc-1")
    for account in ["acc-2", "", "acc-1 "] {
      #expect(throws: SecretsError.notAuthentic) { try vault.open(sealed, account: account) }
    }
  }

  @Test func everyByteCounts() throws {
    let vault = try Self.vault(Self.first)
    let sealed = vault.seal("secret", account: "acc-1")
    for index in sealed.indices {
      var damaged = sealed
      damaged[index] ^= 1
      #expect(throws: SecretsError.self) { try vault.open(damaged, account: "acc-1") }
    }
    for count in 0..<sealed.count {
      #expect(throws: SecretsError.self) { try vault.open(Array(sealed[..<count]), account: "acc-1") }
    }
  }

  @Test func keysRotate() throws {
    let (old, both, new) = (
      try Self.vault(Self.first), try Self.vault(Self.second, Self.first), try Self.vault(Self.second)
    )
    let sealed = old.seal("secret", account: "a")
    #expect(!old.isOutdated(sealed))
    #expect(try both.open(sealed, account: "a") == "secret")
    #expect(both.isOutdated(sealed))
    #expect(throws: SecretsError.unknownKey) { try new.open(sealed, account: "a") }
    let again = both.seal("secret", account: "a")
    #expect(!both.isOutdated(again))
    #expect(try new.open(again, account: "a") == "secret")
    #expect(throws: SecretsError.unknownKey) { try old.open(again, account: "a") }
  }
}
