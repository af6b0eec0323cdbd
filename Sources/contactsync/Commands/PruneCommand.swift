import ArgumentParser
import Load
import Pipeline
import Postgres

struct PruneCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune", abstract: "Deletes what is older than it is to be kept.",
    discussion: """
      Deleted are versions of contacts that were superseded, rejected records that were replayed, and sessions of linking that \
      ended. Contacts, links, judgements, verdicts and runs stay. It works in small transactions beside runs, and may be stopped \
      at any time.

      Example: contactsync db prune pipelines/nightly.yaml
      """)

  @Argument(help: "Pipeline file whose `retention:` counts; without one its defaults do.") var pipeline: String?
  @Option(help: "How long superseded versions are kept, in place of `retention.versions`, such as 400d.")
  var versions: String?
  @Option(help: "How long replayed records and ended sessions are kept, in place of `retention.row_events`.")
  var rowEvents: String?

  func run() async throws {
    let file: PipelineFile
    do {
      file =
        if let pipeline { try PipelineFile(path: pipeline, text: readText(pipeline)) } else {
          try PipelineFile(path: "defaults", text: "version: 1\nname: defaults\n")
        }
    } catch let error as ConfigurationError {
      throw Failure(.badInput, error.problems.map(\.description).joined(separator: "\ncontactsync: "))
    }
    let kept = try versions.map { try duration($0, of: "--versions").components.seconds } ?? file.versionsSeconds
    let events = try rowEvents.map { try duration($0, of: "--row-events").components.seconds } ?? file.rowEventsSeconds
    let connection = try await Composition().database()
    let pruned = try await connection.run { try Prune.run($0, versions: kept, events: events) }
    await connection.close()
    print(
      "deleted: \(grouped(Int64(pruned.versions))) superseded versions, \(grouped(Int64(pruned.rejected))) replayed records, "
        + "\(grouped(Int64(pruned.linkSessions))) ended link sessions")
  }
}
