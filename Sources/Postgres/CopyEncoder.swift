/// Writes rows in PostgreSQL's binary COPY format (documentation: COPY, "Binary Format").
///
/// A row is ``beginRow(columns:)`` and then exactly that many values in the order of the COPY's columns, each of its
/// column's type. Bytes go to the server in chunks by themselves.
package struct CopyEncoder: ~Copyable {
  /// Sends a filled buffer.
  private let send: (UnsafeRawBufferPointer) throws(PostgresError) -> Void
  @usableFromInline var base: UnsafeMutableRawPointer
  @usableFromInline var capacity: Int
  @usableFromInline var used = 0
  /// Rows begun.
  package private(set) var rows = 0

  /// A chunk is sent when it holds this much.
  static let chunk = 64 << 10

  /// `send` gets each chunk as it is full; the bytes are valid within the call only. Writes the format's header.
  package init(send: @escaping (UnsafeRawBufferPointer) throws(PostgresError) -> Void) {
    self.send = send
    capacity = Self.chunk + (4 << 10)
    base = .allocate(byteCount: capacity, alignment: 8)
    header()
  }

  deinit { base.deallocate() }

  /// Begins a row of so many values; sends what is full. Throws when the connection is lost or the run is cancelled.
  package mutating func beginRow(columns: Int) throws(PostgresError) {
    if used >= Self.chunk { try flush() }
    rows += 1
    put(Int16(columns))
  }

  @inlinable package mutating func null() { put(Int32(-1)) }

  /// `text`: UTF-8 without U+0000.
  @inlinable package mutating func text(_ bytes: UnsafeRawBufferPointer) { put(bytes) }

  @inlinable package mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) { put(UnsafeRawBufferPointer(bytes)) }

  /// `text`; nil is NULL.
  package mutating func text(_ value: String?) {
    guard var value else { return null() }
    value.withUTF8 { put(UnsafeRawBufferPointer($0)) }
  }

  @inlinable package mutating func int4(_ value: Int32) {
    put(Int32(4))
    put(value)
  }

  @inlinable package mutating func int8(_ value: Int64) {
    put(Int32(8))
    put(value)
  }

  @inlinable package mutating func float4(_ value: Float) {
    put(Int32(4))
    put(Int32(bitPattern: value.bitPattern))
  }

  @inlinable package mutating func float8(_ value: Double) {
    put(Int32(8))
    put(Int64(bitPattern: value.bitPattern))
  }

  @inlinable package mutating func bool(_ value: Bool) {
    reserve(5)
    put(Int32(1))
    base.storeBytes(of: value ? 1 : 0, toByteOffset: used, as: UInt8.self)
    used &+= 1
  }

  /// `"char"`: one ASCII character.
  @inlinable package mutating func char(_ value: Unicode.Scalar) {
    reserve(5)
    put(Int32(1))
    base.storeBytes(of: UInt8(truncatingIfNeeded: value.value), toByteOffset: used, as: UInt8.self)
    used &+= 1
  }

  /// `timestamptz`, in microseconds since 1970-01-01T00:00:00Z.
  @inlinable package mutating func timestamptz(_ microseconds: Int64) {
    int8(microseconds &- 946_684_800_000_000)
  }

  /// `jsonb` from a JSON text (UTF-8, no `\u0000`).
  package mutating func jsonb(_ bytes: UnsafeRawBufferPointer) {
    reserve(bytes.count + 5)
    put(Int32(bytes.count + 1))
    base.storeBytes(of: 1, toByteOffset: used, as: UInt8.self)
    used += 1
    copy(bytes)
  }

  @inlinable package mutating func bytea(_ bytes: UnsafeRawBufferPointer) { put(bytes) }

  /// `bytea`; nil is NULL.
  package mutating func bytea(_ bytes: [UInt8]?) {
    guard let bytes else { return null() }
    bytes.withUnsafeBytes { put($0) }
  }

  /// `bigint[]` of the bit patterns. Of one type only: callers in other modules would not get a generic one specialized.
  package mutating func int8Array(bitPatterns values: ArraySlice<UInt64>) {
    arrayHeader(element: 20, count: values.count, payload: values.count * 12)
    reserve(values.count * 12)
    for value in values { int8(Int64(bitPattern: value)) }
  }

  /// `text[]` without NULL elements.
  package mutating func textArray(_ values: some Collection<String>) {
    arrayHeader(element: 25, count: values.count, payload: values.reduce(0) { $0 + 4 + $1.utf8.count })
    for value in values { text(value) }
  }

  // MARK: the buffer

  @inlinable mutating func put<T: FixedWidthInteger>(_ value: T) {
    reserve(MemoryLayout<T>.size)
    base.storeBytes(of: value.bigEndian, toByteOffset: used, as: T.self)
    used &+= MemoryLayout<T>.size
  }

  @inlinable mutating func put(_ bytes: UnsafeRawBufferPointer) {
    reserve(bytes.count &+ 4)
    put(Int32(bytes.count))
    copy(bytes)
  }

  @inlinable mutating func copy(_ bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress else { return }
    reserve(bytes.count)
    (base + used).copyMemory(from: source, byteCount: bytes.count)
    used &+= bytes.count
  }

  @inlinable mutating func reserve(_ count: Int) {
    if capacity &- used < count { grow(count) }
  }

  @usableFromInline mutating func grow(_ count: Int) {
    let larger = max(used + count, capacity * 2)
    let new = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 8)
    new.copyMemory(from: base, byteCount: used)
    base.deallocate()
    base = new
    capacity = larger
  }

  /// `payload`: the elements' bytes, their lengths included. An empty array has no dimension.
  private mutating func arrayHeader(element oid: Int32, count: Int, payload: Int) {
    put(Int32(count == 0 ? 12 : 20 + payload))
    put(Int32(count == 0 ? 0 : 1))
    put(Int32(0))
    put(oid)
    if count > 0 {
      put(Int32(count))
      put(Int32(1))
    }
  }

  /// Signature, flags, length of the extension.
  private mutating func header() {
    for byte in [0x50, 0x47, 0x43, 0x4F, 0x50, 0x59, 0x0A, 0xFF, 0x0D, 0x0A, 0x00] as [UInt8] { put(byte) }
    put(Int32(0))
    put(Int32(0))
  }

  /// Writes the trailer and sends the rest.
  package mutating func finish() throws(PostgresError) {
    put(Int16(-1))
    try flush()
  }

  private mutating func flush() throws(PostgresError) {
    try send(UnsafeRawBufferPointer(start: base, count: used))
    used = 0
    if capacity > Self.chunk * 16 {
      base.deallocate()
      capacity = Self.chunk + (4 << 10)
      base = .allocate(byteCount: capacity, alignment: 8)
    }
  }
}
