/// Lines over days; a missing value is a gap.
struct LineChart {
  struct Line {
    var name: String
    var values: [Double?]
    var isMain = false
  }

  var plot: Plot
  var labels: [String]
  var lines: [Line]
  var axis: Axis
  var format: (Double) -> String

  var markup: Markup {
    let count = max(labels.count - 1, 1)
    func x(_ index: Int) -> Double { plot.x(labels.count == 1 ? 0.5 : Double(index) / Double(count)) }
    var content = plot.grid(axis, format)
    content += plot.labels(labels, at: x)
    // The main line last, above the others.
    for (number, line) in lines.enumerated().sorted(by: { !$0.element.isMain && $1.element.isMain }) {
      let kind: Markup = line.isMain ? "main" : "l\(number % 6)"
      var path = ""
      var isOpen = false
      var dots: Markup = ""
      for (index, value) in line.values.enumerated() {
        guard let value else {
          isOpen = false
          continue
        }
        let place = "\(Markup.coordinate(x(index))) \(Markup.coordinate(plot.y(axis.position(value))))"
        path += (isOpen ? "L" : "M") + place
        isOpen = true
        let isLast = index + 1 == line.values.count
        let isLone = (index == 0 || line.values[index - 1] == nil) && (isLast || line.values[index + 1] == nil)
        if isLone || (isLast && line.isMain) || labels.count < 14 && line.isMain {
          dots += """
            <circle class="dot \(kind)" r="\(isLast && line.isMain ? 3.5 : 2.5)" cx="\(x(index))" \
            cy="\(plot.y(axis.position(value)))"><title>\(line.name), \(labels[index]): \(format(value))</title></circle>
            """
        }
      }
      content += "<path class=\"line \(kind)\" d=\"\(path)\"><title>\(line.name)</title></path>\(dots)"
    }
    return plot.svg(content)
  }

  var legend: Markup {
    guard lines.count > 1 else { return "" }
    let items = lines.enumerated().map { number, line -> Markup in
      let kind: Markup = line.isMain ? "main" : "l\(number % 6)"
      return
        "<li><svg class=\"key\" viewBox=\"0 0 14 8\" aria-hidden=\"true\"><path class=\"line \(kind)\" d=\"M0 4L14 4\"/></svg><bdi>\(Words.short(line.name, 28))</bdi></li>"
    }
    return "<ul class=\"legend\">\(items)</ul>"
  }
}

/// A line of the size of a word.
struct Sparkline {
  var values: [Double?]

  var markup: Markup {
    let known = values.compactMap { $0 }
    guard known.count > 1, let low = known.min(), let high = known.max() else { return "" }
    let span = max(high - low, 0.02)
    let floor = (high + low) / 2 - span / 2
    var path = ""
    var isOpen = false
    for (index, value) in values.enumerated() {
      guard let value else {
        isOpen = false
        continue
      }
      let x = 2 + 76 * Double(index) / Double(values.count - 1)
      let y = 16 - 14 * (value - floor) / span
      path += "\(isOpen ? "L" : "M")\(Markup.coordinate(x)) \(Markup.coordinate(y))"
      isOpen = true
    }
    return
      "<svg class=\"spark\" viewBox=\"0 0 80 18\" aria-hidden=\"true\"><path class=\"line main\" d=\"\(path)\"/></svg>"
  }
}
