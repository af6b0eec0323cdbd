import AsyncHTTPClient

/// Asks servers under test; unlike the shared client it gives a busy machine all the time that the request allows.
let patientClient = HTTPClient(
  eventLoopGroupProvider: .singleton,
  configuration: .init(
    redirectConfiguration: .disallow, timeout: .init(connect: .minutes(10)),
    connectionPool: .init(idleTimeout: .seconds(60), concurrentHTTP1ConnectionsPerHostSoftLimit: 64)))
