import JSONScan

/// Writes one object member by member. The keys come in the order of their bytes, which the caller sees to.
struct ObjectWriter {
  private(set) var out: [UInt8]
  private var isFirst = true

  /// Opens an object behind what is there.
  init(_ out: [UInt8] = []) {
    self.out = out
    self.out.append(UInt8(ascii: "{"))
  }

  /// Appends one object to `out`, without a line end, as `write` fills it.
  static func append(to out: inout [UInt8], _ write: (inout ObjectWriter) -> Void) {
    var object = ObjectWriter(taking: &out)
    write(&object)
    object.out.append(UInt8(ascii: "}"))
    swap(&object.out, &out)
  }

  /// Opens an object behind what is in `out`, which is empty until it is given back.
  private init(taking out: inout [UInt8]) {
    self.out = []
    swap(&self.out, &out)
    self.out.append(UInt8(ascii: "{"))
  }

  /// A member that is an object, as `write` fills it.
  mutating func object(_ key: StaticString, _ write: (inout ObjectWriter) -> Void) {
    begin(key)
    ObjectWriter.append(to: &out, write)
  }

  mutating func text(_ key: StaticString, _ value: String?) {
    begin(key)
    if let value { appendJSONString(value, to: &out) } else { null() }
  }

  /// As above, of UTF-8.
  mutating func text(_ key: StaticString, _ value: UnsafeBufferPointer<UInt8>) {
    begin(key)
    appendJSONString(value, to: &out)
  }

  /// A text of 16 hexadecimal digits.
  mutating func hexadecimal(_ key: StaticString, _ value: UInt64) {
    begin(key)
    out.append(UInt8(ascii: "\""))
    appendHexadecimal(value, to: &out)
    out.append(UInt8(ascii: "\""))
  }

  mutating func integer(_ key: StaticString, _ value: Int64?) {
    begin(key)
    if let value { out.append(contentsOf: String(value).utf8) } else { null() }
  }

  mutating func flag(_ key: StaticString, _ value: Bool) {
    begin(key)
    out.append(contentsOf: (value ? "true" : "false").utf8)
  }

  /// Finite numbers only: JSON has no others.
  mutating func number(_ key: StaticString, _ value: some BinaryFloatingPoint & LosslessStringConvertible) {
    begin(key)
    out.append(contentsOf: (value.isFinite ? value.description : "0").utf8)
  }

  mutating func texts(_ key: StaticString, _ values: some Sequence<String>) {
    list(key, values) { appendJSONString($0, to: &$1) }
  }

  mutating func list<Values: Sequence>(
    _ key: StaticString, _ values: Values, _ write: (Values.Element, inout [UInt8]) -> Void
  ) {
    begin(key)
    out.append(UInt8(ascii: "["))
    var isFirst = true
    for value in values {
      if !isFirst { out.append(UInt8(ascii: ",")) }
      isFirst = false
      write(value, &out)
    }
    out.append(UInt8(ascii: "]"))
  }

  /// JSON text, made to fit on a line; nil is null.
  mutating func json(_ key: StaticString, _ value: UnsafeBufferPointer<UInt8>?) {
    begin(key)
    guard let value else { return null() }
    appendAsLine(value, to: &out)
  }

  /// As above, of an array.
  mutating func json(_ key: StaticString, _ value: ArraySlice<UInt8>?) {
    begin(key)
    guard let value else { return null() }
    value.withUnsafeBufferPointer { appendAsLine($0, to: &out) }
  }

  /// Closes the object; what was written, and a start for nothing else.
  mutating func close(endsLine: Bool = true) -> [UInt8] {
    out.append(UInt8(ascii: "}"))
    if endsLine { out.append(UInt8(ascii: "\n")) }
    return out
  }

  private mutating func null() { out.append(contentsOf: "null".utf8) }

  private mutating func begin(_ key: StaticString) {
    if !isFirst { out.append(UInt8(ascii: ",")) }
    isFirst = false
    out.append(UInt8(ascii: "\""))
    key.withUTF8Buffer { out.append(contentsOf: $0) }
    out.append(UInt8(ascii: "\""))
    out.append(UInt8(ascii: ":"))
  }
}
