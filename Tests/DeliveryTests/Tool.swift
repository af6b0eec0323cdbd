import CSpawn
import Dispatch
import Foundation
import Glibc
import TestSupport
import Testing

/// Programs that the tests run, and the folders they look at.
enum Tool {
  struct Ended: Sendable {
    var code: Int32
    var output: String
    var errors: String
  }

  /// The checkout.
  static let root = repositoryRoot

  /// The real program, beside the test program.
  static let contactsync: String = {
    let own = CommandLine.arguments[0]
    return own.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
      + "/contactsync"
  }()

  /// Python of the virtual environment that the set-up makes.
  static let python = "\(root)/.build/python/bin/python"

  static func text(_ path: String) throws -> String { try String(contentsOfFile: "\(root)/\(path)", encoding: .utf8) }

  /// Runs a body with a folder that is removed afterwards.
  static func withFolder<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory.path + "/delivery-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try await body(folder)
  }

  /// Runs a program, found by its path or in `/usr/bin`, to its end.
  static func run(_ arguments: String..., in folder: String) async throws -> Ended {
    var arguments = arguments
    if !arguments[0].contains("/") { arguments[0] = "/usr/bin/" + arguments[0] }
    try #require(access(arguments[0], X_OK) == 0, "\(arguments[0]) is missing: run .ci/setup tests")
    let name = UUID().uuidString
    let argv = arguments.map { strdup($0) } + [nil]
    defer { for text in argv { free(text) } }
    let process = cspawn_start(argv, nil, folder, nil, "\(folder)/\(name).out", "\(folder)/\(name).err")
    try #require(process > 0, "cannot start \(arguments[0])")
    let code = await withCheckedContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(returning: cspawn_wait(process)) }
    }
    func text(_ suffix: String) -> String {
      String(decoding: FileManager.default.contents(atPath: "\(folder)/\(name).\(suffix)") ?? Data(), as: UTF8.self)
    }
    return Ended(code: code, output: text("out"), errors: text("err"))
  }
}
