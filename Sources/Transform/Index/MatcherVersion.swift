/// The version of everything that a score depends on.
package enum MatcherVersion {
  /// Version of keys, comparers and ruling: raised with every change that moves a level or a decision.
  static let rules = 3
  /// Version of the normalizers: raised with every change of a normalized form.
  static let normalizers = 5

  /// 16 hexadecimal digits.
  package static func text(policy: Policy, snapshot: FrequencySnapshot) -> String {
    var text = "\(rules) \(normalizers) \(snapshot.contentHash)\n\(policy.rendered)"
    return hexadecimal(text.withUTF8 { hash64(UnsafeRawBufferPointer($0)) })
  }
}
