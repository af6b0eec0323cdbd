import Testing

@Suite("Archive")
struct ArchiveTests {
  @Test("the packages of a program are those that hold its libraries, and a library of none is said")
  func packages() async throws {
    try await Tool.withFolder { folder in
      let script = "\(Tool.root)/.ci/packages-of"
      let known = try await Tool.run(script, "/usr/bin/apt-get", in: folder)
      #expect(known.code == 0, "\(known.errors)")
      let packages = known.output.split(separator: "\n")
      #expect(packages.contains("libc6") && packages.contains("libstdc++6"))
      #expect(packages == packages.sorted())

      // The tests' own build is linked with the toolchain's runtime, which Debian does not have.
      let own = try await Tool.run(script, Tool.contactsync, in: folder)
      #expect(own.code == 1 && own.output.isEmpty)
      #expect(own.errors.contains("libswift"))
    }
  }

  @Test("the scripts parse", arguments: ["setup", "run", "dist", "dist-check", "packages-of"])
  func scriptsParse(name: String) async throws {
    try await Tool.withFolder { folder in
      let ended = try await Tool.run("bash", "-n", "\(Tool.root)/.ci/\(name)", in: folder)
      #expect(ended.code == 0, "\(ended.errors)")
    }
  }
}
