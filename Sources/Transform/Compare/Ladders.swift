package import ContactModel

/// The ladders of all fields: the names of their levels in the order of the bytes in `Levels`.
///
/// Byte 0 is `missing` on every ladder and weighs nothing. Each level is explained beside the comparer that grants it.
package enum Ladder {
  /// The level names of a field, `missing` first; the index is the byte in `Levels`.
  package static func names(of field: Field) -> [String] {
    switch field {
    case .name: NameLevel.allCases.map(\.name)
    case .taxNumber: TaxLevel.allCases.map(\.name)
    case .email: EmailLevel.allCases.map(\.name)
    case .phone: PhoneLevel.allCases.map(\.name)
    case .address: AddressLevel.allCases.map(\.name)
    }
  }

  /// The name of one level; `missing` for a byte that no ladder knows.
  package static func name(of level: UInt8, field: Field) -> String {
    let names = names(of: field)
    return Int(level) < names.count ? names[Int(level)] : names[0]
  }
}

/// A level of one field's ladder.
protocol LadderLevel: CaseIterable, RawRepresentable, Sendable where RawValue == UInt8 {
  /// The name in policies and evidence.
  var name: String { get }
}
