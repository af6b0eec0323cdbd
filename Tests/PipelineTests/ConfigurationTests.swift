import ContactModel
import FoundationEssentials
import Pipeline
import TestSupport
import Testing
import Transform

@Suite("Pipeline files")
struct ConfigurationTests {
  static let folder = repositoryRoot + "/pipelines"

  @Test("Every shipped pipeline is read", arguments: ["nightly", "backfill", "demo", "from-file"])
  func shipped(name: String) throws {
    let path = "\(Self.folder)/\(name).yaml"
    let text = try #require(FileManager.default.contents(atPath: path).flatMap { String(data: $0, encoding: .utf8) })
    let file = try PipelineFile(path: path, text: text)
    #expect(file.name == name)
    _ = try PolicyFile.policy(for: file)
  }

  @Test("What is not written has the table's default")
  func defaults() throws {
    let file = try PipelineFile(path: "p.yaml", text: "version: 1\nname: small\n")
    #expect(file.since == .watermark)
    #expect(file.overlapSeconds == 900)
    #expect(file.pageSize == 100)
    #expect(file.concurrency == 8)
    #expect(file.writesLinks)
    #expect(file.reviewCSV == nil && file.publicURL == nil)
    #expect(file.accounts == PipelineFile.Accounts())
    #expect(file.maximumDeletedRate == 1)
  }

  @Test("What is written is taken")
  func written() throws {
    let file = try PipelineFile(
      path: "p.yaml",
      text: """
        version: 1
        name: some
        accounts: { organization: acme, ids: [a, b] }
        extract: { since: 2026-01-31T00:00:00Z, overlap: 2h, page_size: 50, require_sync: fresh }
        load: { links: propose, review_csv: "out/{organization}.csv", public_url: https://sync.example.com/cs/ }
        expect: { deleted_rate: { max: 0.05 } }
        parties: { query: null }
        """)
    #expect(file.since == .instant(try #require(Timestamp(rfc3339: "2026-01-31T00:00:00Z"))))
    #expect(file.accounts.organization == "acme")
    #expect(file.accounts.ids == ["a", "b"])
    #expect(file.overlapSeconds == 7200)
    #expect(file.pageSize == 50)
    #expect(file.requiresFreshSync)
    #expect(!file.writesLinks)
    #expect(file.publicURL == "https://sync.example.com/cs")
    #expect(file.maximumDeletedRate == 0.05)
  }

  @Test(
    "A mistake is reported with its line and a hint",
    arguments: [
      (
        "version: 1\nname: x\nextract:\n  overlaps: 15m\n",
        "p.yaml:4: unknown key `extract.overlaps`: did you mean `overlap`?"
      ),
      (
        "version: 1\nname: x\nextract:\n  page_size: 101\n",
        "p.yaml:4: `extract.page_size` must be a whole number from 1 to 100 (found `101`)"
      ),
      (
        "version: 1\nname: x\nextract:\n  until: 2026-01-01T00:00:00Z\n  since: 2026-01-01T00:00:00Z\n",
        "p.yaml:4: `extract.until` must be later than `extract.since` (line 5)"
      ),
      ("version: 1\nname: x\nextract: 5\n", "p.yaml:3: `extract` needs keys below it"),
      ("version: 1\nname: x\nextract:\n  overlap: 15\n", "p.yaml:4: `extract.overlap` must be a duration"),
      (
        "version: 1\nname: x\nload: { links: maybe }\n",
        "p.yaml:3: `load.links` must be one of: write, propose (found `maybe`)"
      ),
      ("version: 2\nname: x\n", "p.yaml:1: `version` must be a whole number from 1 to 1 (found `2`)"),
      ("name: x\n", "required key `version` is missing"),
      ("version: 1\n", "required key `name` is missing"),
      ("version: 1\nname: x\naccounts: some\n", "p.yaml:3: `accounts` must be the word all"),
      ("version: 1\nname: x\nconcurrency: [1]\n", "p.yaml:3: `concurrency` must be a whole number"),
      (
        "version: 1\nname: x\nexpect: { review_rate: { max: 1.5 } }\n",
        "`expect.review_rate.max` must be a number from 0 to 1"
      ),
      (
        "version: 1\nname: x\nextract:\n  file: c.csv\n",
        "p.yaml:4: a file holds the contacts of one account: name it, and no other, with `accounts: { ids: [acme-books] }`"
      ),
      (
        "version: 1\nname: x\naccounts:\n  organization: o\n  ids: [a, b]\nextract:\n  file: c.csv\n",
        "p.yaml:5: a file holds the contacts of one account"
      ),
      (
        file("since: watermark"), "p.yaml:6: `extract.since` has no meaning beside `extract.file`: a file is read whole"
      ),
      (file("until: 2026-01-01T00:00:00Z"), "p.yaml:6: `extract.until` has no meaning beside `extract.file`"),
      (file("overlap: 1h"), "p.yaml:6: `extract.overlap` has no meaning beside `extract.file`"),
      (file("require_sync: any"), "p.yaml:6: `extract.require_sync` has no meaning beside `extract.file`"),
      (
        file("columns:\n    id: A\n    nmae: B"),
        "p.yaml:8: `extract.columns.nmae`: contacts have no field `nmae`: did you mean `name`?"
      ),
      (
        file("columns:\n    id: A\n    flavour: B"),
        "p.yaml:8: `extract.columns.flavour`: contacts have no field `flavour`: known are "
      ),
      (
        file("columns:\n    id: A\n    name: [B]"),
        "p.yaml:8: `extract.columns.name` must be the header of a column, a text"
      ),
      (file("columns:\n    id: null"), "p.yaml:7: `extract.columns.id` must be the header of a column, a text"),
      (file("columns:\n    id: A\n    id: B"), "p.yaml:8: key written twice: id"),
      (file("columns:\n    name: A"), "p.yaml:7: `extract.columns` must say which column holds `id` (or `remote_id`)"),
      (
        "version: 1\nname: x\naccounts: { ids: [a] }\nextract:\n  columns: { id: A }\n",
        "p.yaml:5: `extract.columns` needs `extract.file` beside it"
      ),
      (
        "version: 1\nname: x\naccounts: { ids: [a] }\nextract: { file: c.ndjson, columns: { id: A } }\n",
        "p.yaml:4: `extract.columns` is for CSV, but `extract.file` names lines of JSON"
      ),
      ("version: 1\nname: x\nname: y\n", "key written twice: name"),
      ("version: 1\nname: [x\n", "p.yaml"),
      ("", "p.yaml:1: expected a mapping"),
      ("- a\n", "p.yaml:1: expected a mapping"),
    ])
  func mistakes(text: String, message: String) throws {
    let error = #expect(throws: ConfigurationError.self) { try PipelineFile(path: "p.yaml", text: text) }
    #expect(try #require(error).description.contains(message), "\(error?.description ?? "")")
  }

  /// A pipeline that reads a file, with more below `extract`, in line 6.
  private static func file(_ more: String) -> String {
    "version: 1\nname: x\naccounts: { ids: [a] }\nextract:\n  file: c.csv\n  \(more)\n"
  }

  @Test("All mistakes of a file are reported at once")
  func several() {
    let error = #expect(throws: ConfigurationError.self) {
      try PipelineFile(path: "p.yaml", text: "version: 1\nname: x\nconcurrency: 0\nextracts: {}\n")
    }
    #expect(error?.problems.map(\.line) == [3, 4])
  }

  @Test("The policy file says what the built-in policy says")
  func policy() throws {
    let policy = try PolicyFile.read(path: repositoryRoot + "/policies/standard.yaml")
    #expect(policy == Policy.standard)
  }

  @Test(
    "A mistake in a policy is reported with its line",
    arguments: [
      ("match_at: high", "match_at must be a number"),
      ("match_att: 0.98", "unknown key match_att"),
    ])
  func policyMistake(new: String, message: String) throws {
    let path = repositoryRoot + "/policies/standard.yaml"
    let text = try #require(FileManager.default.contents(atPath: path).flatMap { String(data: $0, encoding: .utf8) })
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let index = try #require(lines.firstIndex { $0.hasPrefix("match_at:") })
    var changed = lines.map(String.init)
    changed[index] = new
    let error = #expect(throws: ConfigurationError.self) {
      try PolicyFile.policy(text: changed.joined(separator: "\n"), file: "q.yaml")
    }
    #expect(try #require(error).description.hasPrefix("q.yaml:\(index + 1): "))
    #expect(try #require(error).description.contains(message))
  }
}
