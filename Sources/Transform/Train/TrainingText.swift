extension Training {
  /// The learned policy as a file that says what it was learned from; the same to the byte for the same contacts and parties
  /// in any order.
  ///
  /// - Parameter parties: how many there are.
  package func file(parties: Int) -> String {
    let taken = contacts == allContacts ? "\(contacts) contacts" : "\(contacts) of \(allContacts) contacts"
    return policy.text(about: [
      "What counts as proof that a contact and a party are one business: learned without labels by",
      "`contactsync transform train`.",
      "",
      "From \(taken) and \(parties) parties: \(pairs) pairs that share a blocking key,",
      "of which \(Int(matches.rounded())) are expected to be one business. EM ended after \(iterations) iterations.",
      "Where the data say little the weights are those of the policy \(hexadecimal(given.contentHash)), and none is further",
      "than \(Int(WeightFit.reach)) bits from it. Model, prior, thresholds and margin are that policy's.",
    ])
  }
}
