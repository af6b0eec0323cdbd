/// What a person's work adds to the automatic links: contacts that are not linked, looked at by falling probability of
/// their best candidate. Who is looked at is found where its true party is among its candidates.
package struct ReviewQueue: Sendable {
  /// How much must be looked at.
  package struct Need: Sendable, Equatable {
    /// Of all contacts those that a person looks at.
    package var review: Share
    /// The lowest probability among them; nil: nobody needs to look.
    package var threshold: Double?
    /// Of the contacts that truly are some party those that are linked rightly or found.
    package var recall: Share
  }

  private let steps: ClaimSteps
  private let linkedRightly: Int
  private let withTruth: Int
  private let contacts: Int

  /// - Parameters:
  ///   - open: of each contact that is not linked its best candidate's probability (0 without one), and whether a person
  ///     would find its party.
  ///   - withTruth: contacts that truly are some party.
  ///   - contacts: all of them.
  package init(_ open: [Claim], linkedRightly: Int, withTruth: Int, contacts: Int) {
    steps = ClaimSteps(open)
    self.linkedRightly = linkedRightly
    self.withTruth = withTruth
    self.contacts = contacts
  }

  /// The least work after which the recall is at least so much; contacts of one probability are looked at together. nil
  /// where all the work does not suffice, or where no contact is any party.
  package func need(recall least: Double) -> Need? {
    func share(_ found: Int) -> Share { Share(linkedRightly + found, of: withTruth) }
    func suffices(_ found: Int) -> Bool { (share(found).value ?? -1) >= least }
    if suffices(0) { return Need(review: Share(0, of: contacts), threshold: nil, recall: share(0)) }
    guard let step = steps.steps.first(where: { suffices($0.trueCount) }) else { return nil }
    return Need(review: Share(step.count, of: contacts), threshold: step.threshold, recall: share(step.trueCount))
  }

  /// The recall after all the work.
  package var mostRecall: Share { Share(linkedRightly + (steps.steps.last?.trueCount ?? 0), of: withTruth) }
}
