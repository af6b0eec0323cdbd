extension Float {
  /// The logarithm to the base two of a positive number, the same to the last bit on every machine (libraries differ).
  var log2: Float { Float(Double(self).log2) }
}

extension Double {
  /// The logarithm to the base two of a positive, finite number, within 1e-12.
  ///
  /// Exponent plus the series of artanh for the significand, which lies between 1 and 2.
  var log2: Double {
    let t = (significand - 1) / (significand + 1)
    let square = t * t
    var term = t
    var sum = 0.0
    var divisor = 1.0
    while divisor < 26 {
      sum += term / divisor
      term *= square
      divisor += 2
    }
    return Double(exponent) + sum * 2 * 1.442_695_040_888_963_4
  }

  /// Two to the power of this number, within 1e-12 of the result; 0 below -1000, limited at 1000.
  var exp2: Double {
    if self < -1000 { return 0 }
    let bounded = Swift.min(self, 1000)
    let whole = bounded.rounded(.down)
    let x = (bounded - whole) * 0.693_147_180_559_945_3
    var term = 1.0
    var sum = 1.0
    var step = 1.0
    while step < 18 {
      term *= x / step
      sum += term
      step += 1
    }
    return Double(sign: .plus, exponent: Int(whole), significand: sum)
  }
}

/// The probability of odds that are given in bits: 0 bits are even odds.
package func probability(bits: Double) -> Double {
  1 / (1 + (-bits).exp2)
}

/// The bits of a probability strictly between 0 and 1.
package func bits(probability: Double) -> Double {
  (probability / (1 - probability)).log2
}
