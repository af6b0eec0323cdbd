/// A scale of values with round ticks.
package struct Axis {
  package let low: Double
  package let high: Double
  package let ticks: [Double]

  /// From zero, or from a bound, to a round number at or above the greatest value.
  package init(to greatest: Double, from low: Double = 0, most: Double = .infinity, ticks count: Int = 4) {
    let span = max((greatest.isFinite ? greatest : 0) - low, 1e-9)
    var step = Self.round(span / Double(count))
    if step < 1e-6 { step = 1 }
    var high = low + step
    var ticks = [low, high]
    while high < greatest - 1e-9 && ticks.count < 12 {
      high += step
      ticks.append(high)
    }
    self.low = low
    self.high = min(high, most)
    self.ticks = ticks.filter { $0 <= most + 1e-9 }
  }

  /// Where a value stands, 0 (low) to 1 (high).
  package func position(_ value: Double) -> Double { min(max((value - low) / (high - low), 0), 1) }

  /// 1, 2, 2.5, 5 or 10 times a power of ten, not below the number.
  private static func round(_ number: Double) -> Double {
    var power = 1.0
    while power * 10 <= number { power *= 10 }
    while power > number && power > 1e-6 { power /= 10 }
    for factor in [1.0, 2, 2.5, 5, 10] where factor * power >= number - 1e-12 { return factor * power }
    return 10 * power
  }
}

/// What all charts have in common: a box, its margins, a title and a description for those who do not see it.
struct Plot {
  static let width = 480.0
  /// Unique on the page.
  let id: String
  let title: String
  let description: String
  var height = 190.0
  var left = 46.0
  var right = 12.0
  var top = 12.0
  var bottom = 26.0

  var innerWidth: Double { Self.width - left - right }
  var innerHeight: Double { height - top - bottom }
  func x(_ share: Double) -> Double { left + share * innerWidth }
  func y(_ share: Double) -> Double { top + (1 - share) * innerHeight }

  func svg(_ content: Markup) -> Markup {
    """
    <svg class="chart" viewBox="0 0 \(Self.width) \(height)" role="img" aria-labelledby="\(id)-t \(id)-d">\
    <title id="\(id)-t">\(title)</title><desc id="\(id)-d">\(description)</desc>\(content)</svg>
    """
  }

  /// Horizontal lines with what they stand for.
  func grid(_ axis: Axis, _ label: (Double) -> String) -> Markup {
    var lines: Markup = ""
    for tick in axis.ticks {
      let place = y(axis.position(tick))
      lines += """
        <line class="\(tick == axis.low ? "base" : "grid")" x1="\(left)" x2="\(Self.width - right)" y1="\(place)" \
        y2="\(place)"/><text class="tick" text-anchor="end" x="\(left - 6)" y="\(place + 4)">\(label(tick))</text>
        """
    }
    return lines
  }

  /// At most five labels under the slots of a row.
  func labels(_ texts: [String], at place: (Int) -> Double) -> Markup {
    guard !texts.isEmpty else { return "" }
    let step = max(1, (texts.count + 4) / 5)
    var out: Markup = ""
    for index in stride(from: 0, to: texts.count, by: step) {
      let x = place(index)
      let anchor = x > Self.width - 40 ? "end" : x < left + 8 ? "start" : "middle"
      out += "<text class=\"tick\" text-anchor=\"\(anchor)\" x=\"\(x)\" y=\"\(height - 8)\">\(texts[index])</text>"
    }
    return out
  }
}
