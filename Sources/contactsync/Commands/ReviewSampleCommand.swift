import ArgumentParser
import CSV
import Load
import NDJSON
import Pipeline
import Transform

extension ReviewCommand {
  struct Sample: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "sample",
      abstract: "Draws automatic links for people to judge, and tells the precision from what they say.",
      discussion: """
        --out draws: a CSV in the columns of `review export`, stratified by probability, with a manifest beside it. People \
        write match, not_a_match or unsure into the column decision. --from reads the judged file. The database is left as \
        it is.

        Example: contactsync review sample --n 300 --organization acme --out sample.csv
                 contactsync review sample --from sample.csv
        """)

    @Option(help: "Links to draw.") var n: Int?
    @Option(help: "The file to write.") var out: String?
    @Option(help: "The judged file to read.") var from: String?
    @Option(help: "The judged file's manifest, where it is not beside it.") var manifest: String?
    @Option(help: "sheet or machine.") var profile = "sheet"
    @Option(help: "Only the links of this organization.") var organization: String?
    @Option(help: "Only the links of this linked account.") var account: String?
    @Option(help: "Draws the same sample again; one is chosen and shown without it.") var seed: UInt64?
    @Option(help: "Policy file under which the evidence is shown; the built-in one without it.") var policy: String?
    @ArgumentParser.Flag(help: "With --from: print one JSON object.") var json = false

    func run() async throws {
      if let from {
        guard out == nil, n == nil else {
          throw Failure(.usage, "--from reads a judged sample; --n and --out draw one")
        }
        return try estimate(from)
      }
      guard let out, let n else { throw Failure(.usage, "give --n and --out to draw a sample, or --from to read one") }
      guard n > 0 else { throw Failure(.usage, "--n must be at least 1") }
      guard let profile = CSVProfile(rawValue: profile) else {
        throw Failure(.usage, "--profile must be sheet or machine, not '\(self.profile)'")
      }
      let (policy, seed) = (try readPolicy(policy), seed ?? UInt64.random(in: 0...UInt64(UInt32.max)))
      let (organization, account) = (organization, account)
      let drawn = try await withTrustTools { tools in
        try await SampleDraw(
          tools: tools, policy: policy, organization: organization, account: account, count: n, seed: seed
        ).write(to: out, profile: profile)
      }
      var table = Table(["probability", "links", "drawn"])
      for stratum in drawn.strata where stratum.links > 0 {
        table.rows.append([bounds(stratum), grouped(stratum.links), grouped(stratum.reviewIDs.count)])
      }
      print("\(table.rendered())\n\n\(out): \(grouped(drawn.rows)) rows (seed \(seed))")
      if drawn.rows == 0 { complain("contactsync: no automatic link stands: there is nothing to draw from") }
    }

    private func estimate(_ file: String) throws {
      let sample: JudgedSample
      do { sample = try JudgedSample(file: file, manifest: manifest) } catch {
        throw Failure(.badInput, error.texts.prefix(20).joined(separator: "\ncontactsync: "))
      }
      print(json ? sample.jsonLine : sample.rendered, terminator: json ? "" : "\n")
    }
  }
}

/// The probabilities of a stratum: 0.99–0.999.
private func bounds(_ stratum: SampleManifest.Stratum) -> String { "\(stratum.from)–\(stratum.to)" }

extension JudgedSample {
  fileprivate var rendered: String {
    var table = Table(["probability", "links", "judged", "right", "wrong", "unsure", "empty", "precision", "95 %"])
    for place in strata.indices where strata[place].links > 0 {
      let stratum = strata[place]
      table.rows.append(
        [bounds(manifest.strata[place])]
          + [stratum.links, stratum.judged, stratum.right, stratum.wrong, unsure[place], empty[place]].map {
            grouped($0)
          }
          + [percent(stratum.precision.value), interval(stratum.precision.interval)])
    }
    var text = table.rendered() + "\n\n"
    text += "\(grouped(estimate.judged)) judged of \(grouped(manifest.rows)) drawn,"
    text += " \(grouped(unsure.reduce(0, +))) unsure left out, \(grouped(estimate.wrong)) wrong\n"
    guard let precision = estimate.precision else {
      return text + "precision: unknown, for of some stratum nothing is judged yet"
    }
    text += "precision of all \(grouped(estimate.links)) automatic links: \(percent(precision))"
    text += " (95 %: \(interval(estimate.interval)), Wilson's intervals of the strata combined)"
    if let bound = estimate.lowerBound {
      text += "\nno link was wrong: the precision is at least \(percent(bound)) with 95 % confidence (rule of three)"
    }
    return text
  }

  fileprivate var jsonLine: String {
    String(
      decoding: JSONLine.encode([
        "drawn": .int(Int64(manifest.rows)), "high": estimate.interval.map { .double($0.upperBound) } ?? .null,
        "judged": .int(Int64(estimate.judged)), "links": .int(Int64(estimate.links)),
        "low": estimate.interval.map { .double($0.lowerBound) } ?? .null,
        "lower_bound": estimate.lowerBound.map { .double($0) } ?? .null,
        "precision": estimate.precision.map { .double($0) } ?? .null,
        "strata": .array(
          strata.indices.map { place in
            [
              "empty": .int(Int64(empty[place])), "from": .double(manifest.strata[place].from),
              "links": .int(Int64(strata[place].links)), "precision": strata[place].precision.json,
              "to": .double(manifest.strata[place].to), "unsure": .int(Int64(unsure[place])),
            ]
          }),
        "unsure": .int(Int64(unsure.reduce(0, +))), "wrong": .int(Int64(estimate.wrong)),
      ]), as: UTF8.self)
  }
}
