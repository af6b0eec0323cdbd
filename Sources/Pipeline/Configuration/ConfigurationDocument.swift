/// The reference of configuration as Markdown, made of the tables of keys and variables.
package enum ConfigurationDocument {
  /// The text of `docs/configuration.md`.
  package static var markdown: String {
    """
    # Configuration

    <!-- Made by `contactsync pipeline keys`; edit the tables in Sources/Pipeline/Configuration, then run `make docs`. -->

    A flag comes before the environment, the environment before the pipeline file, the file before the default.
    `contactsync pipeline lint FILE` reports every mistake of a file with its line; `contactsync pipeline show FILE` prints
    what counts, and where it comes from. What the options of `run` do stands in [running.md](running.md).

    ## Pipeline files

    YAML, UTF-8. Numbers are written without quotes; a duration is a whole number with `s`, `m`, `h` or `d`. `null` stands
    for a key that is left out. Every key with a value that makes sense:

    ```yaml
    \(example)```

    An accounting system's export is read by a file such as this one; what belongs to reading at Merge has no place in it:

    ```yaml
    \(fileExample)```

    \(keys)
    ## Environment

    A variable that is set to nothing counts as unset. Where a file is allowed, `NAME_FILE` names one that holds the value.

    \(variables)
    """
  }

  /// A pipeline file with every key's example in it, but for those that exclude others.
  package static var example: String {
    example { $0.kind != .selection && !$0.standsApart }
  }

  /// A pipeline file that reads an accounting system's export.
  package static var fileExample: String {
    let keys = example { key in key.standard == nil && !key.path.contains("*") }
    let own = example { $0.standsApart }
    return keys + "accounts: { ids: [acme-books] }\n" + own
  }

  private static func example(where isShown: (ConfigurationKey) -> Bool) -> String {
    var text = ""
    var open: [String] = []
    for key in ConfigurationKey.all where isShown(key) {
      let parts = key.path.split(separator: ".").map { $0 == "*" ? "eu" : String($0) }
      var shared = zip(open, parts.dropLast()).prefix { $0 == $1 }.count
      open = Array(parts.dropLast())
      while shared < open.count {
        text += String(repeating: "  ", count: shared) + open[shared] + ":\n"
        shared += 1
      }
      text += String(repeating: "  ", count: open.count) + "\(parts[parts.count - 1]): \(key.example)\n"
    }
    return text
  }

  private static var keys: String {
    var rows = table(["key", "value", "default", "meaning", "example"])
    for key in ConfigurationKey.all {
      let unit = key.unit.map { " (\($0))" } ?? ""
      let standard = key.standard.map { "`\($0)`" } ?? "required"
      rows += row([
        "`\(key.path)`", key.kind.description + unit, standard, key.meaning, "`\(key.example)`",
      ])
    }
    return rows
  }

  private static var variables: String {
    var rows = table(["variable", "default", "meaning", "as a file", "example"])
    for variable in EnvironmentVariable.all {
      rows += row([
        "`\(variable.name)`", variable.standard, variable.meaning, variable.hasFile ? "yes" : "no",
        "`\(variable.example)`",
      ])
    }
    return rows
  }

  private static func table(_ header: [String]) -> String {
    row(header) + row(header.map { _ in "---" })
  }

  private static func row(_ cells: [String]) -> String {
    "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |\n"
  }
}
