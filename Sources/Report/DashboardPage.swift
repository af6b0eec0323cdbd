package import ContactModel

/// The report as one HTML document that stands alone: no scripts, nothing from elsewhere, its styles in one `<style>`
/// element whose text is ``style``, so that a Content-Security-Policy can name its hash.
///
/// Names come from outside and are escaped, all of them. It may be mailed as a file.
package enum DashboardPage {
  package static func html(_ dashboard: Dashboard) -> String {
    let scope = dashboard.organization ?? "all organizations"
    let days = Words.count(dashboard.days.count, "day")
    let page: Markup = """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark"><meta name="robots" content="noindex">
      <title>Report: \(scope)</title>
      <style>\(Markup(trusted: style))</style></head>
      <body><header><h1>Matching report <span class="scope"><bdi>\(scope)</bdi></span></h1>
      <p>As of <time datetime="\(dashboard.madeAt.rfc3339)">\(Words.time(dashboard.madeAt)) UTC</time>, the last \(days)</p>
      </header>
      <main>\(tiles(dashboard))
      <div class="cards">
      <div class="stack">
      \(matchRate(dashboard))
      \(waiting(dashboard))
      \(runs(dashboard))
      \(failures(dashboard))
      \(completeness(dashboard))
      </div><div class="stack">
      \(accounts(dashboard))
      \(decided(dashboard))
      \(freshness(dashboard))
      \(precision(dashboard))
      \(creations(dashboard))
      </div>
      \(suspects(dashboard))
      </div></main>
      <footer><p>Figures are those of the views in the schema <code>reporting</code>; days are UTC days.</p></footer>
      </body></html>

      """
    return page.html
  }

  /// A part of the page.
  static func card(_ id: Markup, _ title: String, _ lead: Markup, isWide: Bool = false, _ content: Markup) -> Markup {
    """
    <section class="card\(isWide ? " wide" as Markup : "")" aria-labelledby="\(id)"><h2 id="\(id)">\(title)</h2>\
    <p class="lead">\(lead)</p>\(content)</section>
    """
  }

  // MARK: - What matters first

  static func tiles(_ dashboard: Dashboard) -> Markup {
    let (first, last) = (dashboard.rates.first { $0.share != nil }, dashboard.rates.last)
    let waiting = dashboard.waiting.reduce(0) { $0 + $1.items }
    let oldest = dashboard.waiting.map(\.oldestDays).max()
    let counts = dashboard.accountCounts
    let links = dashboard.precision.reduce(0) { $0 + $1.links }
    let corrected = dashboard.precision.reduce(0) { $0 + $1.corrected }
    let right = Dashboard.Precision(month: "", links: links, corrected: corrected).atMost
    let failing = Set(dashboard.failures.filter { $0.day == dashboard.days.last }.map(\.code)).count
    let asking = dashboard.creationStates.filter { attention.contains($0.state) }.reduce(0) { $0 + $1.creations }
    let run = dashboard.runs.first
    return """
      <ul class="tiles">
      \(tile("Match rate", Words.percent(last?.share), Words.change(from: first?.share, to: last?.share) ?? "no contacts yet"))
      \(tile("Waiting for a person", Words.count(waiting), waiting == 0 ? "nothing is open" : "the oldest \(Words.span(hours: oldest.map { $0 * 24 }))"))
      \(tile("Fresh accounts", "\(Words.count(counts.fresh)) of \(Words.count(counts.active))", "settled within 26 h", counts.fresh < counts.active ? "warn" : "ok"))
      \(tile("Last run", run.map { Words.plain($0.outcome) } ?? "–", run.map { "began \(Words.time($0.started))" } ?? "none yet", run.map { mood($0.outcome) } ?? "plain"))
      \(tile("Errors today", Words.count(failing, "class").replacing("classs", with: "classes"), failing == 0 ? "none" : "see Errors", failing > 0 ? "warn" : "ok"))
      \(tile("Precision, at most", Words.percent(right), links == 0 ? "no automatic links yet" : "\(Words.count(corrected)) of \(Words.count(links)) corrected"))
      \(tile("Creations to look at", Words.count(asking), asking == 0 ? "none" : "they need a person", asking > 0 ? "warn" : "ok"))
      </ul>
      """
  }

  private static func tile(_ name: String, _ value: String, _ note: String, _ mood: Markup = "plain") -> Markup {
    "<li class=\"tile \(mood)\"><span class=\"what\">\(name)</span><strong>\(value)</strong><span class=\"note\">\(note)</span></li>"
  }

  /// The class of an outcome.
  static func mood(_ outcome: String) -> Markup {
    switch outcome {
    case "done": "ok"
    case "failed": "bad"
    case "running": "run"
    default: "warn"
    }
  }

  /// States of creations that need a person.
  static let attention: Set<String> = ["rejected", "unknown", "review"]
}

extension Markup {
  /// Text of ours that is markup already.
  init(trusted html: String) { self.init(stringLiteral: html) }
}
