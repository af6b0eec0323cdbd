// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: settings)
}

let http: Target.Dependency = .product(name: "AsyncHTTPClient", package: "async-http-client")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let nioSSL: Target.Dependency = .product(name: "NIOSSL", package: "swift-nio-ssl")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore: Target.Dependency = .product(name: "HummingbirdCore", package: "hummingbird")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let hummingbirdTLS: Target.Dependency = .product(name: "HummingbirdTLS", package: "hummingbird")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let jwt: Target.Dependency = .product(name: "JWTKit", package: "jwt-kit")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "contactsync",
  products: [
    .executable(name: "contactsync", targets: ["contactsync"]),
    .executable(name: "contactsync-transform", targets: ["contactsync-transform"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // nouns
    module("JSONScan"),
    module("ContactModel", ["JSONScan"]),

    // tools
    module("Parallel"),
    module("NDJSON", ["ContactModel", "JSONScan"]),
    module("CSV", ["ContactModel", "JSONScan"]),
    .target(name: "CPhoneNumbers", linkerSettings: [.linkedLibrary("phonenumber")]),
    module("PhoneNumbers", ["CPhoneNumbers"]),
    module("Secrets", [crypto]),
    .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    module("MergeAPI", ["ContactModel", "JSONScan", "CCurl"]),
    .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    module("Postgres", ["CLibPQ"]),
    .target(name: "CSpawn"),
    module("LocalPostgres", ["CSpawn"]),
    .target(
      name: "SQLFiles", path: "sql",
      resources: [.embedInCode("migrations"), .embedInCode("queries"), .embedInCode("reporting")],
      swiftSettings: settings),

    // verbs
    module("Extract", ["ContactModel", "MergeAPI", "Postgres", "SQLFiles", "NDJSON", "CSV"]),
    module("Transform", ["ContactModel", "Parallel", "PhoneNumbers"]),
    module("Load", ["ContactModel", "Postgres", "SQLFiles", "CSV", crypto]),

    // composed
    module("TransformFiles", ["ContactModel", "NDJSON", "Parallel", "Transform", yams]),
    module(
      "Pipeline",
      [
        "ContactModel", "MergeAPI", "Postgres", "Extract", "Transform", "TransformFiles", "Load", "NDJSON", "CSV",
        "Parallel", yams, logging,
      ]),
    .target(
      name: "Serve",
      dependencies: [
        "ContactModel", "Transform", "Load", "MergeAPI", "Postgres", "SQLFiles", "Secrets", "CSV", hummingbird,
        hummingbirdCore, hummingbirdTLS, mustache, jwt, httpTypes, nioCore, nioPosix, nioSSL, crypto, lifecycle,
        signals, logging,
      ],
      resources: [.embedInCode("Templates"), .embedInCode("Assets")],
      swiftSettings: settings),
    module("Report", ["ContactModel"]),
    .target(
      name: "Sandbox",
      dependencies: [
        "ContactModel", "JSONScan", "NDJSON", hummingbird, hummingbirdCore, http, httpTypes, nioCore, nioHTTP1,
        nioPosix, crypto, lifecycle, signals, logging,
      ],
      resources: [.embedInCode("Browser")], swiftSettings: settings),

    // typed
    module("TransformCommands", ["Transform", "TransformFiles", arguments]),
    .executableTarget(
      name: "contactsync-transform", dependencies: ["TransformCommands", "TransformFiles", arguments],
      swiftSettings: settings),
    .executableTarget(
      name: "contactsync",
      dependencies: [
        "ContactModel", "JSONScan", "NDJSON", "CSV", "Secrets", "MergeAPI", "Postgres", "LocalPostgres", "SQLFiles",
        "Extract", "Transform", "TransformFiles", "TransformCommands", "Load", "Pipeline", "Report", "Serve", "Sandbox",
        arguments, logging,
      ],
      swiftSettings: settings),

    .executableTarget(
      name: "KernelBenchmark",
      dependencies: ["ContactModel", "Transform", "PhoneNumbers", "Sandbox", "Load", "Postgres"],
      path: "Benchmarks/Kernels", exclude: ["peers.py", "loading.py"], swiftSettings: settings),

    tests("JSONScanTests", ["JSONScan", "TestSupport"]),
    tests("ParallelTests", ["Parallel", "TestSupport"]),
    tests("ContactModelTests", ["ContactModel", "JSONScan", "TestSupport"]),
    tests("FileTests", ["NDJSON", "CSV", "ContactModel", "JSONScan", "TestSupport"]),
    tests(
      "TransformTests", ["Transform", "ContactModel", "PhoneNumbers", "Sandbox", "CSpawn", "TestSupport"],
      exclude: ["Oracles/oracle.py"]),
    tests("SecretsTests", ["Secrets"]),
    tests("PostgresTests", ["Postgres", "LocalPostgres", "SQLFiles", "TestSupport"]),
    tests("MergeAPITests", ["MergeAPI", "ContactModel", "Extract", "TestSupport"]),
    tests(
      "LoadTests",
      ["Load", "Extract", "Report", "CSV", "ContactModel", "Postgres", "SQLFiles", "TestSupport", crypto]),
    tests("ReportTests", ["Report", "ContactModel", "TestSupport"]),
    tests("SandboxTests", ["Sandbox", "ContactModel", "JSONScan", "CSpawn", crypto], exclude: ["SDK"]),
    tests(
      "PipelineTests",
      [
        "Pipeline", "TransformFiles", "Sandbox", "Load", "Extract", "Transform", "MergeAPI",
        "ContactModel", "JSONScan", "NDJSON",
        "Postgres", "SQLFiles", "CSV", "CSpawn", "Secrets", "LocalPostgres", "TestSupport", logging,
      ], exclude: ["TLS/tls_front.py"]),
    tests(
      "ServeTests",
      [
        "Serve", "Report", "Sandbox", "Load", "Extract", "Transform", "MergeAPI", "ContactModel", "Postgres",
        "SQLFiles", "CSV", "Secrets", "CSpawn", "TestSupport", http, nioCore, nioHTTP1, nioSSL, crypto, lifecycle,
        logging,
      ]),
    tests(
      "BrowserTests",
      [
        "Sandbox", "Load", "ContactModel", "Postgres", "CSpawn", "TestSupport", http, nioCore, nioHTTP1,
      ], exclude: ["LibreOffice"]),
    tests("DeliveryTests", ["CSpawn", "TestSupport", yams]),
    .target(
      name: "TestSupport", dependencies: ["Postgres", "LocalPostgres", "SQLFiles", "Load", "CSpawn"],
      path: "Tests/TestSupport", swiftSettings: settings),
  ],
  cxxLanguageStandard: .cxx17
)
