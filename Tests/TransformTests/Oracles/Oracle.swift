import CSpawn
import Dispatch
import Foundation
import Glibc
import TestSupport
import Testing

/// An independent library that answers what a normalizer answers, run by `oracle.py`.
enum Oracle: String {
  case phone
  case tax
  case email
  case postcode
  case address
  case jaroWinkler = "jaro-winkler"
  case legalForm = "legal-form"

  /// One answer for each case, in their order.
  func answers<Answer: Decodable>(_ cases: [some Encodable], as _: Answer.Type) async throws -> [Answer] {
    let python = repositoryRoot + "/.build/python/bin/python"
    try #require(access(python, X_OK) == 0, "\(python) is missing: run .ci/setup tests")
    let folder = TestFolder.path("oracle-\(rawValue)-\(UUID().uuidString)")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var lines = Data()
    let encoder = JSONEncoder()
    for item in cases {
      lines += try encoder.encode(item)
      lines.append(0x0A)
    }
    try lines.write(to: URL(filePath: folder + "/cases"))
    let script = repositoryRoot + "/Tests/TransformTests/Oracles/oracle.py"
    var argv = [python, script, rawValue].map { (text: String) in strdup(text) }
    argv.append(nil)
    defer { for text in argv { free(text) } }
    let process = cspawn_start(argv, nil, folder, folder + "/cases", folder + "/out", folder + "/err")
    try #require(process > 0, "cannot start \(python)")
    let code = await withCheckedContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(returning: cspawn_wait(process)) }
    }
    func read(_ name: String) -> Data { FileManager.default.contents(atPath: "\(folder)/\(name)") ?? Data() }
    try #require(code == 0, "\(String(decoding: read("err"), as: UTF8.self))")
    let decoder = JSONDecoder()
    let answers = try read("out").split(separator: 0x0A).map { try decoder.decode(Answer.self, from: $0) }
    try #require(answers.count == cases.count)
    return answers
  }
}

/// What comparing with an oracle found: how often each known difference was met, and the cases that are none.
struct OracleFindings {
  /// Cases of each known difference.
  private(set) var known: [String: Int] = [:]
  /// Some cases of each kind that nothing explains.
  private var unknown: [String: [String]] = [:]

  /// Counts a difference under its reason, or keeps its text where it has none.
  mutating func note(_ reason: String?, kind: @autoclosure () -> String = "", _ text: @autoclosure () -> String) {
    if let reason {
      known[reason, default: 0] += 1
    } else if unknown[kind(), default: []].count < 5 {
      unknown[kind(), default: []].append(text())
    }
  }

  /// Nothing is unexplained, and every reason of the list is still needed.
  func check(reasons: [String], sourceLocation: SourceLocation = #_sourceLocation) {
    let texts = unknown.sorted { $0.key < $1.key }.flatMap { kind, texts in texts.map { "\n\(kind): \($0)" } }
    #expect(texts == [], sourceLocation: sourceLocation)
    #expect(Set(known.keys) == Set(reasons), "\(known)", sourceLocation: sourceLocation)
  }
}
