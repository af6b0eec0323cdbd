/// One key of a pipeline file as it counts: what the file says, or the table's default.
package struct ConfigurationEntry: Sendable, Hashable {
  /// With the file's own names in it.
  package var path: String
  /// As it would be written in the file; `null`: nothing.
  package var value: String
  /// 1-based; nil: the default.
  package var line: Int?
}

/// The values of a file that passed its checks, with the table's defaults for what was not written.
struct ConfigurationValues {
  let reader: ConfigurationReader

  private func value(_ path: String) -> ConfigurationValue? {
    if let written = reader.written[path] { return written.value }
    guard let key = ConfigurationKey.named(path), let standard = key.standard else { return nil }
    return key.value(of: standard)
  }

  func line(_ path: String) -> Int { reader.written[path]?.line ?? 0 }

  func text(_ path: String) -> String { optionalText(path) ?? "" }

  /// nil where the file says nothing and the default is null.
  func optionalText(_ path: String) -> String? {
    guard reader.written[path] != nil || ConfigurationKey.named(path)?.standard != "null" else { return nil }
    if case .text(let text)? = value(path) { return text }
    return nil
  }

  func integer(_ path: String) -> Int { optionalInteger(path) ?? 0 }

  func optionalInteger(_ path: String) -> Int? {
    if case .integer(let number)? = value(path) { return number }
    return nil
  }

  func number(_ path: String) -> Double {
    if case .number(let number)? = value(path) { return number }
    return 0
  }

  func texts(_ path: String) -> [String] {
    if case .texts(let texts)? = value(path) { return texts }
    return []
  }

  /// Empty where the file says nothing.
  func columns(_ path: String) -> [ConfigurationValue.Column] {
    if case .columns(let columns)? = value(path) { return columns }
    return []
  }

  /// The names that the file chose below a path, in its order.
  func names(_ path: String) -> [String] { reader.names[path]?.map(\.name) ?? [] }

  /// The entries of `connections:`.
  var connections: [PipelineFile.Connection] {
    (reader.names["connections"] ?? []).map { name, line in
      let path = "connections.\(name)"
      return PipelineFile.Connection(
        name: name, baseURL: text("\(path).base_url"), apiKeyVariable: text("\(path).api_key_env"),
        rateLimit: optionalInteger("\(path).rate_limit"), caFile: optionalText("\(path).ca_file"), line: line)
    }
  }

  /// Every key with its value and line, in the table's order.
  var entries: [ConfigurationEntry] {
    ConfigurationKey.all.flatMap { key in
      paths(of: key).map { path in
        let written = reader.written[path]
        return ConfigurationEntry(path: path, value: written?.text ?? key.standard ?? "", line: written?.line)
      }
    }
  }

  private func paths(of key: ConfigurationKey) -> [String] {
    let parts = key.path.split(separator: ".").map(String.init)
    guard let star = parts.firstIndex(of: "*") else { return [key.path] }
    let above = parts[..<star].joined(separator: ".")
    return names(above).map { name in
      ([above, name] + parts[(star + 1)...]).joined(separator: ".")
    }
  }
}
