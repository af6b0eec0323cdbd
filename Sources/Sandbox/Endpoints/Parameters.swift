import ContactModel

/// The query of a request, read value by value; an empty value counts as absent.
struct Parameters {
  private let values: [String: String]

  init(_ values: [String: String]) { self.values = values.filter { !$0.value.isEmpty } }

  subscript(name: String) -> String? { values[name] }

  func flag(_ name: String) throws(Refusal) -> Bool? {
    switch values[name]?.lowercased() {
    case nil: nil
    case "true", "1": true
    case "false", "0": false
    default: throw .field(name, "Must be a valid boolean.")
    }
  }

  func instant(_ name: String) throws(Refusal) -> Timestamp? {
    guard let text = values[name] else { return nil }
    guard let instant = Timestamp(rfc3339: text) else { throw .field(name, "Enter a valid date/time.") }
    return instant
  }

  /// One of a few words.
  func choice(_ name: String, of words: Set<String>) throws(Refusal) -> String? {
    guard let text = values[name] else { return nil }
    guard words.contains(text) else { throw .field(name, "\"\(text)\" is not a valid choice.") }
    return text
  }

  /// Several words with commas between them.
  func choices(_ name: String, of words: Set<String>) throws(Refusal) -> Set<String> {
    let list = Set((values[name] ?? "").split(separator: ",").map(String.init))
    for text in list.subtracting(words).sorted() { throw .field(name, "\"\(text)\" is not a valid choice.") }
    return list
  }

  func pageSize(_ options: SandboxOptions) throws(Refusal) -> Int {
    guard let text = values["page_size"] else { return options.defaultPageSize }
    guard let size = Int(text), size > 0 else { throw .field("page_size", "A valid positive integer is required.") }
    if size > options.maximumPageSize, options.refusesOversizedPages {
      throw .field("page_size", "Ensure this value is less than or equal to \(options.maximumPageSize).")
    }
    return min(size, options.maximumPageSize)
  }

  func cursor(_ options: SandboxOptions) throws(Refusal) -> PageCursor? {
    guard let text = values["cursor"] else { return nil }
    guard let cursor = PageCursor(text) else { throw .invalidCursor(options.invalidCursorStatus) }
    return cursor
  }
}
