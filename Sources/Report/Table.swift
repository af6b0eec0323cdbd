/// A table whose cells are texts, numbers or markup.
struct Table {
  struct Column {
    var name: String
    var isNumber = false

    static func text(_ name: String) -> Column { Column(name: name) }
    static func number(_ name: String) -> Column { Column(name: name, isNumber: true) }
  }

  var caption: String
  var columns: [Column]
  /// Each row has one cell for each column; the first heads it.
  var rows: [[Markup]]
  /// What stands in place of rows.
  var nothing = "Nothing to show."

  var markup: Markup {
    if rows.isEmpty { return "<p class=\"none\">\(nothing)</p>" }
    let head = columns.map { column -> Markup in
      "<th scope=\"col\"\(column.isNumber ? " class=\"n\"" as Markup : "")>\(column.name)</th>"
    }
    let body = rows.map { cells -> Markup in
      let row = zip(cells, columns).enumerated().map { index, cell -> Markup in
        let kind: Markup = cell.1.isNumber ? " class=\"n\"" : ""
        return index == 0 ? "<th scope=\"row\"\(kind)>\(cell.0)</th>" : "<td\(kind)>\(cell.0)</td>"
      }
      return "<tr>\(row)</tr>"
    }
    return """
      <div class="scroll" tabindex="0" role="region" aria-label="\(caption)"><table><caption>\(caption)</caption>\
      <thead><tr>\(head)</tr></thead><tbody>\(body)</tbody></table></div>
      """
  }

  /// The table behind a chart.
  var folded: Markup { "<details><summary>The numbers</summary>\(markup)</details>" }
}

extension Markup {
  /// A name from outside: its direction of writing stays its own; nil is a dash.
  static func name(_ text: String?, _ most: Int = 60) -> Markup {
    guard let text, text.contains(where: { !$0.isWhitespace }) else { return "<span class=\"dim\">–</span>" }
    return "<bdi>\(Words.short(text, most))</bdi>"
  }

  static func id(_ text: String?) -> Markup {
    guard let text else { return "<span class=\"dim\">–</span>" }
    return "<bdi class=\"id\">\(Words.short(text, 40))</bdi>"
  }

  /// A word in the color of what it means.
  static func state(_ word: String?) -> Markup {
    guard let word else { return "<span class=\"dim\">–</span>" }
    let kind: Markup =
      switch word {
      case "done", "active", "created", "adopted", "DONE", "fresh": "ok"
      case "partial", "stopped", "paused", "unknown", "review", "stale": "warn"
      case "failed", "rejected", "FAILED", "never read": "bad"
      default: "plain"
      }
    return "<span class=\"state \(kind)\">\(Words.plain(word))</span>"
  }

  static func plain(_ text: String) -> Markup { "\(text)" }
}
