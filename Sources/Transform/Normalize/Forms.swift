import ContactModel

/// The normalized form of one business: what blocking, comparing and explaining read.
///
/// One value is reused for record after record (``removeAll()`` keeps the capacity). All texts are ASCII-folded, lower
/// case bytes in ``bytes``; hashes are ``hash64(_:seed:)`` of them.
package struct NormalizedRecord: Sendable {
  /// The texts of all forms below.
  package var bytes: [UInt8] = []
  /// The name proper first, then trading names (`dba`, text in parentheses, `:` sub-customers' parents); empty where
  /// missing.
  package var names: [NameForm] = []
  package var taxNumbers: [TaxForm] = []
  package var emails: [EmailForm] = []
  package var phones: [PhoneForm] = []
  package var addresses: [AddressForm] = []
  /// ISO 3166-1 alpha-2 as two ASCII bytes (high, low), from address, tax number, phone or currency; 0 where unknown.
  package var country: UInt16 = 0

  package init() {}

  package mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    if !names.isEmpty { names.removeAll(keepingCapacity: true) }
    if !taxNumbers.isEmpty { taxNumbers.removeAll(keepingCapacity: true) }
    if !emails.isEmpty { emails.removeAll(keepingCapacity: true) }
    if !phones.isEmpty { phones.removeAll(keepingCapacity: true) }
    if !addresses.isEmpty { addresses.removeAll(keepingCapacity: true) }
    country = 0
  }
}

/// A place in ``NormalizedRecord/bytes``; empty where missing.
package struct Slice: Sendable, Hashable {
  package var start: UInt32 = 0
  package var count: UInt32 = 0
  package init() {}
  package init(_ range: Range<Int>) {
    start = UInt32(range.lowerBound)
    count = UInt32(range.count)
  }
  package var isEmpty: Bool { count == 0 }
  package var range: Range<Int> { Int(start)..<Int(start) + Int(count) }
}

package struct NameForm: Sendable {
  /// Words in the order written, separated by one space: no legal form, no branch suffix, no leading "the", "&" as
  /// `and` dropped, abbreviations expanded to one canonical word, "Smith, John" turned round. Never empty.
  package var text = Slice()
  /// The same words sorted by bytes, separated by one space.
  package var sorted = Slice()
  /// Branch, job or location suffix ("Acme - Dallas", "Acme:Kitchen", "Store #12"), normalized; empty where none.
  package var branch = Slice()
  /// Class of the legal form (1 = LLC and its like, …); 0 where none is written.
  package var legalForm: UInt8 = 0
  /// Given name and family name of a natural person, as far as can be told.
  package var isPerson = false
  /// The name was cut (QuickBooks shows 41 characters at most): 40 or 41 characters long as received.
  package var mayBeCut = false
}

package struct TaxForm: Sendable {
  package enum Validity: UInt8, Sendable {
    /// Right length, no check digit exists or the country is unknown.
    case unverified
    /// The country's check digit is right.
    case valid
    /// The check digit is wrong: no evidence of agreement beyond its digits.
    case invalid
  }
  /// Letters and digits in upper case, without country prefix, punctuation and branch part. Never empty.
  package var text = Slice()
  /// As ``NormalizedRecord/country``; 0 where it cannot be told.
  package var country: UInt16 = 0
  package var validity = Validity.unverified
}

package struct EmailForm: Sendable {
  /// `local@domain` for comparison only: folded local part (gmail's dots and every +tag removed), IDNA domain.
  package var mailbox = Slice()
  package var local = Slice()
  package var domain = Slice()
  /// info@, ap@, accounts@, buchhaltung@ …
  package var isRole = false
  /// gmail.com, web.de …: the domain says nothing of the business.
  package var isFreeMail = false
}

package struct PhoneForm: Sendable {
  /// E.164 without `+`: country code and national number as one decimal number; of a number that could not be parsed
  /// its digits (at most 18).
  package var e164: UInt64 = 0
  /// Extension; 0 where none.
  package var extensionDigits: UInt32 = 0
  /// libphonenumber holds it for valid (metadata may be old: a hint only).
  package var isValid = false
}

package struct AddressForm: Sendable {
  package var country: UInt16 = 0
  /// Canonical: upper case letters and digits without space or hyphen; US ZIP+4 cut to five.
  package var postcode = Slice()
  package var city = Slice()
  /// House number with its letter ("12b", first of a range).
  package var number = Slice()
  /// Street words, canonical abbreviations, without number and unit.
  package var street = Slice()
  /// Suite, flat, floor: its number or letter alone.
  package var unit = Slice()
  package var subdivision = Slice()
  package var isPostOfficeBox = false
}

/// 64-bit hash of bytes, the same on every machine and in every version: it is stored.
package func hash64(_ bytes: UnsafeRawBufferPointer, seed: UInt64 = 0) -> UInt64 {
  ContentHash.xxh64(bytes, seed: seed)
}
