import AsyncHTTPClient
import NIOCore

/// Asks servers under test; unlike the shared client it gives a busy machine all the time that the request allows.
let patientClient: HTTPClient = {
  var configuration = HTTPClient.Configuration(
    redirectConfiguration: .disallow, timeout: .init(connect: .minutes(10)),
    connectionPool: .init(idleTimeout: .seconds(60), concurrentHTTP1ConnectionsPerHostSoftLimit: 64))
  // Otherwise a refused certificate shows only when the connect timeout is over.
  configuration.connectionPool.retryConnectionEstablishment = false
  return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
}()
