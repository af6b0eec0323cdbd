/// The version of everything that a score depends on.
enum MatcherVersion {
  /// Version of keys, comparers and ruling: raised with every change that moves a level or a decision.
  static let rules = 1

  /// 16 hexadecimal digits.
  static func text(policy: Policy, snapshot: FrequencySnapshot) -> String {
    var text = "\(rules) \(Normalizer.version) \(snapshot.contentHash)\n\(policy.rendered)"
    return hexadecimal(text.withUTF8 { hash64(UnsafeRawBufferPointer($0)) })
  }
}
