extension RecordPage {
  /// Adds the records of another page behind those of this one.
  ///
  /// - Parameter other: together the bytes stay below ``byteLimit``.
  package mutating func append(_ other: RecordPage) {
    precondition(
      bytes.count + other.bytes.count <= Self.byteLimit, "joined pages are at most RecordPage.byteLimit bytes")
    let (start, firstAddress, firstPhone) = (UInt32(bytes.count), addresses.count, phones.count)
    bytes += other.bytes
    addresses.append(contentsOf: other.addresses.lazy.map { $0.moved(by: start) })
    phones.append(contentsOf: other.phones.lazy.map { $0.moved(by: start) })
    rows.reserveCapacity(rows.count + other.rows.count)
    for var row in other.rows {
      row.move(by: start, addresses: firstAddress, phones: firstPhone)
      rows.append(row)
    }
    rejected += other.rejected
  }
}

extension TextRef {
  fileprivate func moved(by offset: UInt32) -> TextRef {
    var ref = self
    if !ref.isAbsent { ref.start += offset }
    return ref
  }
}

extension AddressRow {
  fileprivate func moved(by offset: UInt32) -> AddressRow {
    var row = AddressRow()
    row.type = type.moved(by: offset)
    row.street1 = street1.moved(by: offset)
    row.street2 = street2.moved(by: offset)
    row.city = city.moved(by: offset)
    row.subdivision = subdivision.moved(by: offset)
    row.postcode = postcode.moved(by: offset)
    row.country = country.moved(by: offset)
    return row
  }
}

extension RecordRow {
  fileprivate mutating func move(by offset: UInt32, addresses firstAddress: Int, phones firstPhone: Int) {
    id = id.moved(by: offset)
    remoteID = remoteID.moved(by: offset)
    name = name.moved(by: offset)
    emailAddress = emailAddress.moved(by: offset)
    taxNumber = taxNumber.moved(by: offset)
    status = status.moved(by: offset)
    currency = currency.moved(by: offset)
    company = company.moved(by: offset)
    linkedAccount = linkedAccount.moved(by: offset)
    organization = organization.moved(by: offset)
    mergedInto = mergedInto.moved(by: offset)
    addressesJSON = addressesJSON.moved(by: offset)
    phonesJSON = phonesJSON.moved(by: offset)
    json = json.moved(by: offset)
    addresses = addresses.lowerBound + firstAddress..<addresses.upperBound + firstAddress
    phones = phones.lowerBound + firstPhone..<phones.upperBound + firstPhone
  }
}
