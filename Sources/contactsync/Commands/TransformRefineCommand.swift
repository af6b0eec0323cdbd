import ArgumentParser
import Pipeline
import Transform
import TransformCommands
import TransformFiles

extension TransformCommand {
  struct Refine: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "refine",
      abstract: "Corrects a policy's probabilities by what people judged, and writes a policy file.",
      discussion: """
        The contacts are matched once more as if nobody had been asked; where their best candidate got an answer, what the policy \
        said is compared with it. 50 such answers are needed, 10 of either kind. Look at what the new policy would change \
        (`policy diff`) before a pipeline uses it. See docs/matching.md.

        Example: contactsync transform refine --parties parties.ndjson --standing standing.ndjson --out own.yaml < contacts.ndjson
        """)

    @OptionGroup var sources: TransformSources
    @Option(help: "The policy file to write; stdout without it.") var out: String?

    func validate() throws {
      if sources.standing == nil { throw ValidationError("--standing is needed: the judgements are in it") }
    }

    func run() async throws {
      let stage = try sources.stage()
      try finishTransform {
        let (report, refinement) = try stage.refine("-")
        try writePolicy(refinement.file, to: out)
        complain(RefinementText(refinement: refinement).rendered)
        return report
      }
    }
  }
}
