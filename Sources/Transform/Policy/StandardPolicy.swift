import ContactModel

extension Policy {
  /// The policy that comes with the product; `policies/standard.yaml` says the same with comments.
  package static let standard: Policy = {
    do {
      return try Policy(
        version: 1, model: "rules-1", prior: -7, matchAt: 0.98, reviewAt: 0.1, margin: 3,
        levels: [
          .name: [
            "exact": 9, "same_words": 8.5, "contained": 5, "close": 6, "initials": 4, "related": -2,
            "other_script": 0, "different": -7,
          ],
          .taxNumber: [
            "exact_valid": 9, "exact_unverified": 8, "one_edit": 5, "conflict_unverified": -2, "conflict": -6,
          ],
          .email: [
            "same_mailbox": 8, "close_mailbox": 6, "same_domain": 5, "same_local": 2, "spells_name": 4,
            "other_mailbox": -1,
            "conflict": -3,
          ],
          .phone: ["same": 8, "same_less_extension": 6.5, "same_tail": 5, "near": 4, "conflict": -2],
          .address: [
            "same_unit": 8, "same_number": 7, "other_unit": 2, "same_line": 3, "same_street": 3, "same_postcode": 3,
            "same_city": 1, "other_street": -1, "conflict": -3,
          ],
        ])
    } catch {
      preconditionFailure("the standard policy is checked by a test: \(error)")
    }
  }()
}
