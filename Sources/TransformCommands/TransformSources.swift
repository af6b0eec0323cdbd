package import ArgumentParser
import Transform
package import TransformFiles

/// What contacts are matched with.
package struct TransformSources: ParsableArguments {
  @Option(help: "The parties of one organization (NDJSON, as `extract parties` writes them).") var parties: String
  @Option(help: "What stands in the accounts (as `extract standing` writes it); without it nothing does.")
  package var standing: String?
  @Option(
    help: """
      The frequencies that scores rest on (as `transform frequencies` writes them); without it those of --standing, or else \
      the parties' own.
      """)
  var frequencies: String?
  @Option(help: "Policy file; the built-in one without it.") var policy: String?
  @Option(help: "Threads that work at once; as many as the machine has cores without it. It changes no answer.")
  var threads: Int?

  package init() {}

  /// The stage that matches with them.
  ///
  /// - Throws: ``StageFailure``.
  package func stage() throws(StageFailure) -> TransformStage {
    if let threads, threads < 1 { throw StageFailure(.usage, "--threads must be at least 1, not \(threads)") }
    var rules = Policy.standard
    if let policy { rules = try PolicyYAML.read(path: policy) }
    return try TransformStage(
      parties: parties, standing: standing, frequencies: frequencies, policy: rules, threads: threads)
  }
}

/// What decision lines hold.
struct DecisionContents: ParsableArguments {
  @Option(help: "Evidence for the candidates of review decisions (review) or of every decision (all).")
  var evidence = "review"
  @Flag(help: "Leave the contacts out of the decisions; `load --contacts FILE` then brings them.")
  var withoutRecords = false

  func content() throws(StageFailure) -> TransformStage.Content {
    guard ["review", "all"].contains(evidence) else {
      throw StageFailure(.usage, "--evidence must be review or all, not '\(evidence)'")
    }
    return TransformStage.Content(allEvidence: evidence == "all", withRecords: !withoutRecords)
  }
}
