/// The ten countries, in the order of ``Lexicon``'s table.
enum Country: Int, CaseIterable, Sendable {
  case unitedStates, unitedKingdom, germany, france, australia, canada, netherlands, india, spain, japan

  /// Shares of the businesses, in percent.
  static let weights = [30, 14, 11, 9, 8, 8, 6, 6, 5, 3]

  /// ISO 3166-1 alpha-2.
  var code: String { Self.codes[rawValue] }
  var currency: String { Self.currencies[rawValue] }
  /// Country calling code, E.164.
  var callingCode: String { Self.callingCodes[rawValue] }
  /// Ending of domain labels of businesses that put their country there.
  var label: String { Self.labels[rawValue] }

  /// Whether people there write English names, streets and trades.
  var isEnglish: Bool {
    switch self {
    case .unitedStates, .unitedKingdom, .australia, .canada, .india: true
    case .germany, .france, .netherlands, .spain, .japan: false
    }
  }

  var name: String { Self.names[rawValue] }

  private static let codes = ["US", "GB", "DE", "FR", "AU", "CA", "NL", "IN", "ES", "JP"]
  private static let currencies = ["USD", "GBP", "EUR", "EUR", "AUD", "CAD", "EUR", "INR", "EUR", "JPY"]
  private static let callingCodes = ["1", "44", "49", "33", "61", "1", "31", "91", "34", "81"]
  private static let labels = ["usa", "uk", "de", "fr", "au", "ca", "nl", "in", "es", "jp"]
  private static let names = [
    "United States", "United Kingdom", "Deutschland", "France", "Australia", "Canada", "Nederland", "India", "España",
    "Japan",
  ]
}
