import Foundation
import Sandbox
import Testing

@Suite("Generator, folders")
struct GenerateFolderTests {
  @Test("a folder holds both sides, the truth and the patterns")
  func writesFolder() throws {
    let path = FileManager.default.temporaryDirectory.path + "/generate-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let world = GeneratedWorld(seed: 4, parties: 120)
    try world.generator.writeFolder(path)
    func lines(_ name: String) throws -> [String] {
      let text = try String(contentsOfFile: path + "/" + name, encoding: .utf8)
      #expect(text.hasSuffix("\n"))
      return text.split(separator: "\n").map(String.init)
    }
    #expect(try lines("platform.csv") == [GeneratedParty.header] + world.parties.map(\.row))
    #expect(try lines("accounting.ndjson") == world.contacts.map(\.contact.line))
    let truth = world.contacts.flatMap { labelled in labelled.parties.map { "\($0),\(labelled.contact.id)" } }
    #expect(try lines("truth.csv") == ["platform_id,accounting_id"] + truth)
    let patterns = world.contacts.flatMap { labelled in
      labelled.patterns.map { "\(labelled.contact.id),\($0.rawValue)" }
    }
    #expect(try lines("patterns.csv") == ["contact_id,pattern"] + patterns)
  }

  @Test("a path that cannot be written is named in the error")
  func namesPath() {
    let generator = BusinessGenerator(seed: 1, parties: 1)
    #expect {
      try generator.writeFolder("/proc/nowhere/data")
    } throws: { error in
      "\(error)".hasPrefix("/proc/nowhere/data: cannot be written: ")
    }
  }
}
