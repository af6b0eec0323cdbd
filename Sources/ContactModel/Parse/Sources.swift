import JSONScan

extension RecordParser {
  /// Reads `{"next": …, "results": […]}`; returns `next`.
  mutating func envelope() throws(PageError) -> String? {
    do throws(JSONError) {
      var next: String?
      var hasResults = false
      try scanner.enterObject()
      while let key = try scanner.nextKey() {
        if withBytes(of: key, { $0.equals("results") }) {
          if hasResults { page = RecordPage() }
          hasResults = true
          try scanner.enterArray()
          while try scanner.nextElement() {
            try scan()
            commit()
          }
        } else if withBytes(of: key, { $0.equals("next") }) {
          next = try cursor()
        } else {
          try scanner.skip()
        }
      }
      try scanner.finish()
      guard hasResults else { throw JSONError(offset: scanner.offset, what: "the page has no 'results'") }
      return next
    } catch {
      throw PageError(error)
    }
  }

  private mutating func cursor() throws(JSONError) -> String? {
    switch try scanner.peek() {
    case .null:
      _ = try scanner.scalar()
      return nil
    case .string:
      let text = try scanner.string()
      return text.count == 0 ? nil : scanner.decoded(text)
    case let kind:
      throw JSONError(offset: scanner.offset, what: "'next': expected a string or null, found \(kind.phrase)")
    }
  }

  /// Reads a body that is one record.
  mutating func soleRecord() throws(PageError) {
    do throws(JSONError) {
      try scan()
      let end = scanner
      try scanner.finish()
      scanner = end
      commit()
    } catch {
      throw PageError(error)
    }
  }

  /// Reads records as lines; `typed` gets the lines that have a type.
  mutating func lines(from firstLine: Int, _ typed: ((_ type: String, _ line: [UInt8]) -> Void)?) {
    var start = 0
    var number = firstLine
    while start < body.count {
      let end = firstByte(UInt8(ascii: "\n"), in: body, from: start) ?? body.count
      line(start..<end, number: number, typed)
      start = end + 1
      number += 1
    }
  }

  private mutating func line(
    _ range: Range<Int>, number: Int, _ typed: ((_ type: String, _ line: [UInt8]) -> Void)?
  ) {
    scanner = JSONScanner(body, in: range)
    if scanner.isAtEnd { return }
    do throws(JSONError) {
      try scan()
      let end = scanner
      try scanner.finish()
      scanner = end
      guard !type.isAbsent, rejection == nil else { return commit(prefix: "line \(number): ") }
      guard let typed else {
        return reject("typed_line", "line \(number): has a 'type', so it is no record of this file", raw: range)
      }
      typed(string(type), Array(body[range]))
      discard()
    } catch {
      let detail = "line \(number): byte \(error.offset - range.lowerBound): \(error.what)"
      reject("malformed", detail, raw: range)
    }
  }
}
