/// RFC 3492: the ASCII form of one label of an internationalized domain.
enum Punycode {
  private static let base: UInt32 = 36
  private static let skew: UInt32 = 38
  private static let damp: UInt32 = 700

  /// `xn--` and the encoded label; the label itself where it is ASCII; nil where the arithmetic would overflow.
  static func encoded(_ label: Substring) -> String? {
    let scalars = label.unicodeScalars.map(\.value)
    guard scalars.contains(where: { $0 >= 0x80 }) else { return String(label) }
    var output = scalars.filter { $0 < 0x80 }.map { UInt8($0) }
    let basic = UInt32(output.count)
    if basic > 0 { output.append(0x2D) }
    var (code, delta, bias): (UInt32, UInt32, UInt32) = (0x80, 0, 72)
    var handled = basic
    while handled < UInt32(scalars.count) {
      guard let next = scalars.lazy.filter({ $0 >= code }).min() else { return nil }
      let (step, overflow) = (next - code).multipliedReportingOverflow(by: handled + 1)
      let (sum, carried) = delta.addingReportingOverflow(step)
      if overflow || carried { return nil }
      delta = sum
      code = next
      for scalar in scalars {
        if scalar < code { delta += 1 }
        guard scalar == code else { continue }
        append(delta, bias, to: &output)
        bias = adapted(delta, handled + 1, isFirst: handled == basic)
        delta = 0
        handled += 1
      }
      delta += 1
      code += 1
    }
    return "xn--" + String(decoding: output, as: UTF8.self)
  }

  private static func append(_ delta: UInt32, _ bias: UInt32, to output: inout [UInt8]) {
    var rest = delta
    var position = base
    while true {
      let threshold = position <= bias ? 1 : min(position - bias, 26)
      if rest < threshold { break }
      output.append(digit(threshold + (rest - threshold) % (base - threshold)))
      rest = (rest - threshold) / (base - threshold)
      position += base
    }
    output.append(digit(rest))
  }

  private static func digit(_ value: UInt32) -> UInt8 { UInt8(value < 26 ? value + 0x61 : value - 26 + 0x30) }

  private static func adapted(_ delta: UInt32, _ count: UInt32, isFirst: Bool) -> UInt32 {
    var delta = isFirst ? delta / damp : delta / 2
    delta += delta / count
    var steps: UInt32 = 0
    while delta > ((base - 1) * 26) / 2 {
      delta /= base - 1
      steps += base
    }
    return steps + base * delta / (delta + skew)
  }
}
