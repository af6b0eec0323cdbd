import ArgumentParser
import Load
import Pipeline
import Transform
import TransformCommands
import TransformFiles

extension TransformCommand {
  struct Train: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "train",
      abstract: "Learns a policy's weights from contacts and parties without labels, and writes a policy file.",
      discussion: """
        It starts from --policy, keeps its model, prior, thresholds and margin, and says on stderr what it changed. Look at what \
        the new policy would change (`policy diff`) before a pipeline uses it. See docs/matching.md.

        Example: contactsync transform train --parties parties.ndjson --out policies/own.yaml < contacts.ndjson
        """)

    @OptionGroup var sources: TransformSources
    @Option(help: "The policy file to write; stdout without it.") var out: String?

    func run() async throws {
      let stage = try sources.stage()
      try finishTransform {
        let (report, training) = try stage.train("-")
        try writePolicy(training.file(parties: stage.partyCount), to: out)
        complain(TrainingTable(training: training).rendered)
        return report
      }
    }
  }
}

/// Writes a policy's text into a file, whole or not at all; on stdout without one.
func writePolicy(_ text: String, to path: String?) throws {
  guard let path else { return try StandardOutput.write(Array(text.utf8)) }
  do throws(LoadError) {
    var file = try FileReplacement(path: path)
    try file.write(Array(text.utf8))
    try file.commit()
  } catch {
    throw Failure(.failed, "the policy could not be written: \(error)")
  }
}
