extension SandboxStore {
  /// Adds accounts `NAME-1` to `NAME-N`, of the three systems in turn, and deals the contacts out to them one by one.
  ///
  /// - Parameters:
  ///   - revoked: so many of them, the last ones, are deleted at Merge: their tokens are as good as wrong ones.
  ///   - contacts: one JSON object a line, in Merge's shape.
  /// - Returns: the accounts' ids, in order.
  @discardableResult
  package func addAccounts(
    _ count: Int, named name: String, revoked: Int = 0, contacts: [UInt8] = []
  ) throws(SandboxError) -> [String] {
    var hands: [[UInt8]] = Array(repeating: [], count: count)
    for (number, line) in contacts.split(separator: UInt8(ascii: "\n")).enumerated() where count > 0 {
      hands[number % count].append(contentsOf: line)
      hands[number % count].append(UInt8(ascii: "\n"))
    }
    var ids: [String] = []
    for (index, hand) in hands.enumerated() {
      let id = "\(name)-\(index + 1)"
      try add(
        SandboxAccount(
          id: id, integration: Integration.all[index % Integration.all.count], isDeleted: index >= count - revoked))
      try putContacts(hand, in: id)
      ids.append(id)
    }
    return ids
  }
}
