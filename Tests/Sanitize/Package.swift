// swift-tools-version: 6.2
import PackageDescription

// What reads input and what runs on several threads, with its tests and without any dependency: small enough to be built
// under a sanitizer in minutes. `.ci/sanitize` copies this file to `.build-sanitize`, where Sources and Tests are links.

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

func module(_ name: String, _ dependencies: [Target.Dependency] = [], sources: [String]? = nil) -> Target {
  .target(
    name: name, dependencies: dependencies, path: name == "TestSupport" ? "Tests/TestSupport" : nil, sources: sources,
    swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(name: name, dependencies: dependencies + ["TestSupport"], exclude: exclude, swiftSettings: settings)
}

let package = Package(
  name: "contactsync",
  targets: [
    module("JSONScan"),
    module("ContactModel", ["JSONScan"]),
    .target(name: "Synchronization", path: "Tests/Sanitize/Synchronization", swiftSettings: settings),
    module("Parallel"),
    module("NDJSON", ["ContactModel", "JSONScan"]),
    module("CSV", ["ContactModel", "JSONScan"]),
    .target(name: "CPhoneNumbers", linkerSettings: [.linkedLibrary("phonenumber")]),
    module("PhoneNumbers", ["CPhoneNumbers", "Synchronization"]),
    module("Transform", ["ContactModel", "Parallel", "PhoneNumbers", "Synchronization"]),
    // The generator of businesses alone.
    module("Sandbox", ["ContactModel"], sources: ["Generate"]),
    module("TestSupport", sources: ["Fuzz.swift", "RepositoryRoot.swift", "Seeded.swift"]),
    tests("JSONScanTests", ["JSONScan"]),
    tests("ParallelTests", ["Parallel"]),
    tests("ContactModelTests", ["ContactModel", "JSONScan"]),
    tests("FileTests", ["NDJSON", "CSV", "ContactModel", "JSONScan"]),
    tests("TransformTests", ["Transform", "ContactModel", "PhoneNumbers", "Sandbox"], exclude: ["Oracles"]),
  ],
  cxxLanguageStandard: .cxx17
)
