/// Where the texts of a record lie while its page is being made: the body, and behind it what was decoded or composed.
struct TextSource {
  let body: UnsafeBufferPointer<UInt8>
  let appended: UnsafeBufferPointer<UInt8>

  func bytes(_ ref: TextRef) -> UnsafeRawBufferPointer {
    let range = ref.range
    if range.lowerBound >= body.count {
      return UnsafeRawBufferPointer(
        rebasing: UnsafeRawBufferPointer(appended)[range.lowerBound - body.count..<range.upperBound - body.count])
    }
    return UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(body)[range])
  }
}

extension RecordRow {
  /// XXH64, seed 0, over every stored field in the order below. **Stable for ever**: the values stand in databases, and
  /// a change here would make every record look changed.
  ///
  /// A text is its length in bytes as a 64-bit word (all ones for null) and then its bytes; an instant is its
  /// microseconds as a word (the smallest number for null); the flags are one word. All words little-endian.
  /// `linkedAccount` counts only where it is stored with the record: it is for parties, not for contacts, where it says
  /// whose page this is.
  func hash(of source: TextSource, withLinkedAccount: Bool) -> UInt64 {
    var hash = ContentHash()
    func add(_ text: TextRef) {
      guard !text.isAbsent else { return hash.append(word: .max) }
      hash.append(word: UInt64(text.count))
      hash.append(source.bytes(text))
    }
    func add(_ instant: Timestamp?) {
      hash.append(word: UInt64(bitPattern: instant?.microseconds ?? .min))
    }
    add(id)
    add(remoteID)
    add(name)
    add(emailAddress)
    add(taxNumber)
    add(status)
    add(currency)
    add(company)
    hash.append(
      word: UInt64(isCustomer.rawValue) | UInt64(isSupplier.rawValue) << 8 | (remoteWasDeleted ? 1 << 16 : 0))
    add(remoteUpdatedAt)
    add(createdAt)
    add(modifiedAt)
    add(addressesJSON)
    add(phonesJSON)
    add(organization)
    add(withLinkedAccount ? linkedAccount : .absent)
    add(mergedInto)
    add(deletedAt)
    return hash.value
  }
}
