import ArgumentParser
import Extract
import Load
import Logging
import MergeAPI
import Pipeline
import Postgres
import Report
import Secrets
import Serve
import Transform

struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Serves the matching screen, the linking page, the webhook receiver, the dashboards, health and metrics.",
    discussion: """
      Reviewers sign in by links that `contactsync review link` or POST /api/review-links makes. SIGTERM ends it after the \
      requests under way.

      Example: contactsync serve --port 8080 --public-url https://sync.example.com --behind-proxy --host 0.0.0.0
      """)

  @Option(help: "Address to listen on; another than loopback needs TLS or --behind-proxy.") var host = "127.0.0.1"
  @Option(help: "Port; 0 is any free one.") var port = 8080
  @Option(help: "PEM file of the certificate with its chain.") var tlsCertificate: String?
  @Option(help: "PEM file of the certificate's key.") var tlsKey: String?
  @ArgumentParser.Flag(help: "A proxy of yours before it speaks TLS and sets X-Forwarded-For.") var behindProxy = false
  @Option(help: "The address that people and Merge reach it under.") var publicURL: String?
  @Option(help: "Policy file whose thresholds the matching screen shows; the built-in one without it.") var policy:
    String?
  @Option(help: "How long a reviewer stays signed in, such as 8h; at most 7d.") var sessionLifetime = "8h"
  @Option(help: "Connections to PostgreSQL at most.") var connections = 8
  @Option(help: "Pipeline file whose settings the short runs take that webhooks ask for.") var pipeline: String?
  @Option(help: "Merge Link's script; MERGE_LINK_SCRIPT_URL without it, by default Merge's own.") var linkScript:
    String?
  @Option(help: "Hosts that the linking page may load from, separated by spaces; MERGE_LINK_CSP_HOSTS without it.")
  var linkCSP: String?

  func run() async throws {
    let options = try options()
    let lifetime = try duration(sessionLifetime, of: "--session-lifetime", within: ReviewKeys.lifetimes)
    let policy = try readPolicy(policy)
    let composition = Composition()
    try await composition.database().close()
    let url = try await composition.databaseURL()
    let logger = try composition.settings.logger(orElse: .text)
    let review = ConnectionPool(limit: connections) { try await Composition.connect(url, as: .review) }
    let signOuts = ConnectionPool(limit: 1) { try await Composition.connect(url) }
    let keys = await ReviewKeys(
      try composition.reviewKeys(), sessionLifetime: lifetime, ended: EndedSessions(pool: signOuts))
    let serviceToken = try composition.serviceToken()
    let choices = try ServeWork.Choices(composition.settings, pipeline: pipeline)
    let linking = try LinkWiring(composition, url, options, script: linkScript, hosts: linkCSP, logger: logger)
    let work = try ServeWork(composition, url, choices, logger: logger)
    var areas: [any Area] = [
      SignIn(keys: keys, serviceToken: serviceToken, options: options),
      linking.area(serviceToken: serviceToken, requestSync: work.requestSync),
      Figures(pool: review, keys: keys, options: options, style: DashboardPage.style) { session, organization, days in
        DashboardPage.html(
          try DashboardReader.readWithin(
            session, organization: organization, days: days, now: Surroundings.live.now()))
      },
      ReviewScreen(pool: review, keys: keys, policy: policy, options: options, now: Surroundings.live.now),
    ]
    areas += work.areas(completion: linking.completion(requestSync: work.requestSync))
    let server = Server(options: options, areas: areas, logger: logger)
    var failure: Failure?
    do {
      try await server.run(stopsOnSignals: true) { port in
        complain("serving \(options.publicURL ?? "http://\(options.host):\(port)")")
      }
    } catch {
      failure = Failure(.failed, "\(error)")
    }
    await work.close()
    await linking.close()
    await review.close()
    await signOuts.close()
    if let failure { throw failure }
  }

  private func options() throws -> ServerOptions {
    guard (0...65_535).contains(port) else { throw Failure(.usage, "--port must be from 0 to 65535") }
    guard (1...100).contains(connections) else { throw Failure(.usage, "--connections must be from 1 to 100") }
    guard (tlsCertificate == nil) == (tlsKey == nil) else {
      throw Failure(.usage, "--tls-certificate and --tls-key go together")
    }
    let publicURL = try publicURL.map(checkedPublicURL)?.text
    var tls: ServerOptions.TLSFiles?
    if let tlsCertificate, let tlsKey { tls = .init(certificate: tlsCertificate, key: tlsKey) }
    let options = ServerOptions(
      host: host, port: port, tls: tls, isBehindProxy: behindProxy, publicURL: publicURL)
    if let refusal = options.refusal { throw Failure(.usage, refusal) }
    return options
  }
}
