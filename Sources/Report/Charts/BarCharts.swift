/// Columns, each of one part or of several on top of one another.
struct ColumnChart {
  struct Part {
    var name: String
    /// Class of the style sheet.
    var kind: Markup
    /// One for each column.
    var values: [Double]
  }

  var plot: Plot
  var labels: [String]
  var parts: [Part]
  var format: (Double) -> String
  /// Values above the columns.
  var isNumbered = false

  var totals: [Double] { labels.indices.map { index in parts.reduce(0) { $0 + $1.values[index] } } }

  var markup: Markup {
    let axis = Axis(to: max(totals.max() ?? 0, 1))
    let slot = plot.innerWidth / Double(max(labels.count, 1))
    let width = min(slot * 0.72, 44)
    func center(_ index: Int) -> Double { plot.left + slot * (Double(index) + 0.5) }
    var content = plot.grid(axis, format)
    content += plot.labels(labels, at: center)
    for index in labels.indices {
      var below = 0.0
      for part in parts where part.values[index] > 0 {
        let (bottom, top) = (plot.y(axis.position(below)), plot.y(axis.position(below + part.values[index])))
        below += part.values[index]
        content += """
          <rect class="bar \(part.kind)" x="\(center(index) - width / 2)" y="\(top)" width="\(width)" \
          height="\(max(bottom - top, 0.6))"><title>\(labels[index]), \(part.name): \(format(part.values[index]))</title></rect>
          """
      }
      if isNumbered && below > 0 {
        content += """
          <text class="value" text-anchor="middle" x="\(center(index))" \
          y="\(plot.y(axis.position(below)) - 4)">\(format(below))</text>
          """
      }
    }
    return plot.svg(content)
  }

  var legend: Markup {
    guard parts.count > 1 else { return "" }
    return Legend(items: parts.map { ($0.name, $0.kind) }).markup
  }
}

/// Horizontal bars with their names before them and their values behind.
struct RowChart {
  struct Bar {
    var name: String
    var kind: Markup
    /// nil: unknown, drawn as nothing.
    var value: Double?
    /// Empty: the place stays free.
    var label: String
  }

  var plot: Plot
  var bars: [Bar]
  var axis: Axis
  /// A line at a value, with its name.
  var target: (value: Double, name: String)?

  /// So many bars stand close together.
  var group = 1

  static let row = 20.0

  /// The height that so many rows need.
  static func height(_ rows: Int, inGroupsOf group: Int = 1) -> Double { 24 + y(max(rows, 1), group) }

  /// Where a row begins.
  private static func y(_ index: Int, _ group: Int) -> Double {
    group == 1 ? row * Double(index) : Double(index / group) * (14 * Double(group) + 9) + 14 * Double(index % group)
  }

  var markup: Markup {
    var content: Markup = ""
    let first = plot.top + (target == nil ? 0 : 10)
    let thickness = group == 1 ? 13.0 : 12.0
    for (index, bar) in bars.enumerated() where !bar.label.isEmpty {
      let y = first + Self.y(index, group)
      let length = bar.value.map { axis.position($0) * plot.innerWidth } ?? 0
      content += """
        <text class="name" text-anchor="end" x="\(plot.left - 8)" y="\(y + 12)">\(Words.short(bar.name, 20))</text>\
        <rect class="track" x="\(plot.left)" y="\(y + 2)" width="\(plot.innerWidth)" height="\(thickness)"/>\
        <rect class="bar \(bar.kind)" x="\(plot.left)" y="\(y + 2)" width="\(length)" height="\(thickness)">\
        <title>\(bar.name): \(bar.label)</title></rect>\
        <text class="value" x="\(Plot.width - plot.right + 6)" y="\(y + 12)">\(bar.label)</text>
        """
    }
    if let target {
      let x = plot.x(axis.position(target.value))
      content += """
        <line class="target" x1="\(x)" x2="\(x)" y1="\(first - 2)" y2="\(first + Self.row * Double(bars.count))"/>\
        <text class="tick" text-anchor="middle" x="\(x)" y="\(first - 6)">\(target.name)</text>
        """
    }
    return plot.svg(content)
  }
}

/// What the colors of a chart stand for.
struct Legend {
  var items: [(name: String, kind: Markup)]

  var markup: Markup {
    let entries = items.map { name, kind -> Markup in
      """
      <li><svg class="key" viewBox="0 0 10 10" aria-hidden="true"><rect class="bar \(kind)" width="10" height="10"/></svg>\
      <bdi>\(Words.short(name, 28))</bdi></li>
      """
    }
    return "<ul class=\"legend\">\(entries)</ul>"
  }
}

extension Markup {
  /// The n-th color of parts that stand beside one another.
  static func color(_ number: Int) -> Markup { "c\(number % 6)" }
}
