extension JSONScanner {
  /// Passes over the value that comes next and appends a copy of it that PostgreSQL's jsonb takes.
  ///
  /// Strings and keys that jsonb refuses (`\u0000`, half a surrogate pair, invalid UTF-8) are written anew with U+FFFD
  /// in that place; a number beyond numeric's range becomes a string of its literal; white space is left out; all else
  /// stays as written. The value has been scanned before and is nested no deeper than ``depthLimit``.
  package mutating func cleanCopy(into out: inout [UInt8]) throws(JSONError) {
    switch try peek() {
    case .object:
      try enterObject()
      out.append(UInt8(ascii: "{"))
      var isFirst = true
      while let key = try nextKey() {
        if !isFirst { out.append(UInt8(ascii: ",")) }
        isFirst = false
        copyClean(key, into: &out)
        out.append(UInt8(ascii: ":"))
        try cleanCopy(into: &out)
      }
      out.append(UInt8(ascii: "}"))
    case .array:
      try enterArray()
      out.append(UInt8(ascii: "["))
      var isFirst = true
      while try nextElement() {
        if !isFirst { out.append(UInt8(ascii: ",")) }
        isFirst = false
        try cleanCopy(into: &out)
      }
      out.append(UInt8(ascii: "]"))
    case .string:
      copyClean(try string(), into: &out)
    default:
      let outer = traits
      traits = JSONTraits()
      let literal = try scalar()
      let isHuge = traits.contains(.hugeNumber)
      traits.formUnion(outer)
      if isHuge { out.append(UInt8(ascii: "\"")) }
      out.append(contentsOf: UnsafeBufferPointer(start: base + literal.lowerBound, count: literal.count))
      if isHuge { out.append(UInt8(ascii: "\"")) }
    }
  }

  /// A string with its quotes, as written where jsonb takes it.
  private func copyClean(_ text: JSONText, into out: inout [UInt8]) {
    if text.traits.isRepaired {
      var decoded: [UInt8] = []
      decode(text, into: &decoded)
      appendJSONString(decoded, to: &out)
    } else {
      out.append(contentsOf: UnsafeBufferPointer(start: base + text.start - 1, count: text.count + 2))
    }
  }
}
