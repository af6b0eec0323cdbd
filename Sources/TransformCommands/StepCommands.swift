package import ArgumentParser
import TransformFiles

/// `normalize`.
package struct NormalizeCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "normalize",
    abstract: "Writes each record's blocking keys and its fields as they are compared; for joining and looking at.",
    discussion: "Example: contactsync transform normalize --parties parties.ndjson < contacts.ndjson")

  @OptionGroup var sources: TransformSources
  @Flag(help: "Blocking keys and what each counts only.") var keysOnly = false

  package init() {}

  package func run() throws {
    let stage = try sources.stage()
    try finishTransform { try stage.normalize("-", withForms: !keysOnly, output: standardOutput) }
  }
}

/// `score`.
package struct ScoreCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "score",
    abstract: "Finds and weighs each contact's candidates, line by line: lines may be split and reordered.",
    discussion: "Example: contactsync transform score --parties parties.ndjson < contacts.ndjson > scored.ndjson")

  @OptionGroup var sources: TransformSources

  package init() {}

  package func run() throws {
    let stage = try sources.stage()
    try finishTransform { try stage.score("-", output: standardOutput) }
  }
}

/// `settle`.
package struct SettleCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "settle", abstract: "Decides every scored contact, once all have been read.",
    discussion: "Example: contactsync transform settle --parties parties.ndjson < scored.ndjson > decisions.ndjson")

  @OptionGroup var sources: TransformSources
  @OptionGroup var contents: DecisionContents

  package init() {}

  package func run() throws {
    let content = try contents.content()
    let stage = try sources.stage()
    try finishTransform { try stage.settle("-", content, output: standardOutput) }
  }
}

/// `score-and-settle`, which is what `transform` alone does.
package struct BothCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "score-and-settle", abstract: "Scores and settles in one; this is what transform alone does.",
    discussion: "Example: contactsync transform --parties parties.ndjson < contacts.ndjson > decisions.ndjson",
    shouldDisplay: false)

  @OptionGroup var sources: TransformSources
  @OptionGroup var contents: DecisionContents

  package init() {}

  package func run() throws {
    let content = try contents.content()
    let stage = try sources.stage()
    try finishTransform { try stage.scoreAndSettle("-", content, output: standardOutput) }
  }
}

/// `features`.
package struct FeaturesCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "features",
    abstract: "Writes what the ruling's model sees of every candidate, as CSV; for training it.",
    discussion: "Example: contactsync transform features --parties parties.ndjson < contacts.ndjson > features.csv",
    shouldDisplay: false)

  @OptionGroup var sources: TransformSources

  package init() {}

  package func run() throws {
    let stage = try sources.stage()
    try finishTransform { try stage.features("-", output: standardOutput) }
  }
}
