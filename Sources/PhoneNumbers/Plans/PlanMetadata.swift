internal import CPhoneNumbers

/// What libphonenumber's metadata say of one territory, as far as parsing and validity need it.
struct PlanMetadata: Sendable {
  /// A kind of numbers (`PhoneNumberDesc`).
  struct Kind: Sendable {
    /// Regular expression of the whole national number; empty: no number is of this kind.
    var pattern = ""
    /// Empty: any length that the pattern allows. -1: no number is of this kind.
    var lengths: [Int] = []
    /// Lengths that are dialled inside an area only.
    var localLengths: [Int] = []
  }

  /// ISO 3166-1 alpha-2 as two ASCII bytes (high, low); 0 for what is no country's (`001`).
  var region: UInt16 = 0
  var callingCode = 0
  /// Of several territories with one calling code the one that speaks for them.
  var isMain = false
  /// What all numbers match.
  var general = Kind()
  /// A number that is of any of these is valid.
  var kinds: [Kind] = []
  /// Regular expressions of beginnings; empty where there are none.
  var internationalPrefix = ""
  var nationalPrefix = ""
  var leadingDigits = ""
  /// What is put in the place of the national prefix is more than nothing.
  var transforms = false

  /// The metadata of the library that is linked, in its order; empty where it does not show them.
  static func all() -> [PlanMetadata] {
    var count = 0
    guard let start = cphone_metadata(&count) else { return [] }
    var territories: [PlanMetadata] = []
    WireFormat.fields(UnsafeRawBufferPointer(start: start, count: count)) { number, field in
      if number == 1 { territories.append(PlanMetadata(field)) }
    }
    return territories
  }

  /// Numbers of fields as in the library's phonemetadata.proto; kinds as its `GetNumberTypeHelper` asks for them.
  private init(_ message: WireFormat.Field) {
    WireFormat.fields(message.bytes) { number, field in
      switch number {
      case 1: general = Kind(field)
      case 2...8, 21, 25, 28: kinds.append(Kind(field))
      case 9 where field.bytes.count == 2: region = field.bytes.reduce(0) { $0 << 8 | UInt16($1) }
      case 10: callingCode = field.number
      case 11: internationalPrefix = field.text
      case 15: nationalPrefix = field.text
      case 16: transforms = !field.bytes.isEmpty
      case 22: isMain = field.number != 0
      case 23: leadingDigits = field.text
      default: break
      }
    }
  }
}

extension PlanMetadata.Kind {
  fileprivate init(_ message: WireFormat.Field) {
    self.init()
    WireFormat.fields(message.bytes) { number, field in
      switch number {
      case 2: pattern = field.text
      case 9: lengths += field.numbers
      case 10: localLengths += field.numbers
      default: break
      }
    }
  }
}

/// Protocol Buffers' wire format: a message's fields in order.
private enum WireFormat {
  struct Field {
    /// Of a varint.
    var number = 0
    /// Of a text or an embedded message.
    var bytes = UnsafeRawBufferPointer(start: nil, count: 0)

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// A repeated number, packed or one by one.
    var numbers: [Int] {
      guard !bytes.isEmpty else { return [number] }
      var numbers: [Int] = []
      var place = 0
      while let number = WireFormat.varint(bytes, &place) { numbers.append(number) }
      return numbers
    }
  }

  /// Calls `body` with number and value of each field; ends where the bytes are no message.
  static func fields(_ bytes: UnsafeRawBufferPointer, _ body: (Int, Field) -> Void) {
    var place = 0
    while let key = varint(bytes, &place) {
      var field = Field()
      switch key & 7 {
      case 0:
        guard let number = varint(bytes, &place) else { return }
        field.number = number
      case 2:
        guard let count = varint(bytes, &place), count >= 0, count <= bytes.count - place else { return }
        field.bytes = UnsafeRawBufferPointer(rebasing: bytes[place..<place + count])
        place += count
      default: return
      }
      body(key >> 3, field)
    }
  }

  private static func varint(_ bytes: UnsafeRawBufferPointer, _ place: inout Int) -> Int? {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while place < bytes.count, shift < 64 {
      let byte = bytes[place]
      place += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return Int(truncatingIfNeeded: value) }
      shift += 7
    }
    return nil
  }
}
