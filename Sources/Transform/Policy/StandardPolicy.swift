import ContactModel

extension Policy {
  /// The policy that comes with the product; `policies/standard.yaml` says the same with comments.
  package static let standard: Policy = {
    do {
      return try Policy(
        version: 1, model: "trees-1", prior: -4, matchAt: 0.88, reviewAt: 0.3, margin: 1.5,
        levels: [
          .name: [
            "exact": 9.5, "same_words": 6.5, "contained": 5, "close": 5.5, "initials": 5.5, "related": -4.5,
            "other_script": 3, "different": -4,
          ],
          .taxNumber: [
            "exact_valid": 6, "exact_unverified": 6, "one_edit": 4, "conflict_unverified": -3, "conflict": -6.5,
          ],
          .email: [
            "same_mailbox": 7, "close_mailbox": 5, "same_domain": 4, "same_local": 2, "spells_name": 3,
            "other_mailbox": -1.5, "conflict": -2.5,
          ],
          .phone: ["same": 8.5, "same_less_extension": 6.5, "same_tail": 7.5, "near": 6, "conflict": -2.5],
          .address: [
            "same_unit": 8, "same_number": 7, "other_unit": 1, "same_line": 2, "same_street": 1, "same_postcode": 2.5,
            "same_city": 1, "other_street": 0, "conflict": -2.5,
          ],
        ])
    } catch {
      preconditionFailure("the standard policy is wrong: \(error)")
    }
  }()
}
