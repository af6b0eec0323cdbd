import Load
import Pipeline

/// The summary of a run as people read it.
struct RunSummaryText {
  let summary: RunSummary

  var rendered: String {
    var text = ""
    if let parties = summary.parties {
      text += "parties: \(grouped(parties.inserted)) new, \(grouped(parties.updated)) changed, "
      text += "\(grouped(parties.unchanged)) unchanged, \(grouped(parties.retired)) retired"
      text += parties.problemCount > 0 ? ", \(grouped(parties.problemCount)) rows left out\n\n" : "\n\n"
    }
    if !summary.accounts.isEmpty {
      text += countsTable.rendered() + "\n\n" + timesTable.rendered() + "\n"
    }
    for account in summary.accounts {
      if let staleness = account.staleness { text += "\n\(account.account): \(staleness)" }
      text += knownLinksText(account)
      if account.oversizedGroups > 0 {
        text +=
          "\n\(account.account): \(account.oversizedGroups) groups of like records were too large to be weighed whole;"
        text += " weak candidates in them were left out"
      }
      if let words = account.updates?.words { text += "\n\(account.account): \(words)" }
      if let words = account.creations?.words { text += "\n\(account.account): \(words)" }
      if let relinked = account.relinked { text += "\n\(account.account): \(relinked.words)" }
      if let swept = account.swept { text += "\n\(account.account): \(swept.words(missed: account.rows.missed))" }
      if let failure = account.failure {
        text += "\n\(account.account): \(failure.isKnown ? "as before: " : "")\(failure.text)"
      }
    }
    for file in summary.reviewFiles {
      text += "\nFor review (\(file.organization)): \(file.items) contacts in \(file.path)"
    }
    if summary.runID == nil { text += "\nDry run: nothing was stored" }
    return text
  }

  private func knownLinksText(_ account: AccountResult) -> String {
    let links = account.knownLinks
    guard links != PendingLinks.Resolved() else { return "" }
    var text = "\n\(account.account): of the known links that waited, \(grouped(links.taken)) were taken, "
    text += "\(grouped(links.waiting)) wait on, \(grouped(links.problems.count)) cannot be taken"
    for problem in links.problems.prefix(5) { text += "\n\(account.account): \(problem)" }
    return text
  }

  private var countsTable: Table {
    var table = Table([
      "account", "read", "new", "changed", "unchanged", "deleted", "rejected", "repeated", "matched", "in review",
      "unmatched",
    ])
    for account in summary.accounts {
      let counts = [
        account.rows.read, account.rows.inserted, account.rows.updated, account.rows.unchanged, account.rows.deleted,
        account.rows.rejected, account.rows.repeated, account.settled.matched, account.settled.review,
        account.settled.unmatched,
      ]
      let ending =
        account.failure.map { $0.isKnown ? " (failed as before)" : " (failed)" }
        ?? account.settledBy.map { " (settled by run \($0))" } ?? ""
      table.rows.append([account.account + ending] + counts.map { grouped($0) })
    }
    return table
  }

  private var timesTable: Table {
    var table = Table(["account", "pages", "extract ms", "transform ms", "load ms", "settle ms"])
    for account in summary.accounts {
      let times = account.milliseconds
      table.rows.append(
        [account.account, grouped(account.pages)]
          + [times.extract, times.transform, times.load, times.settle].map { grouped($0) })
    }
    return table
  }
}

extension RelinkStore.Relinked {
  /// What followed a new linking, in one sentence.
  fileprivate var words: String {
    "linked anew at Merge: \(grouped(contacts)) contacts found again, \(grouped(links)) links and \(grouped(judgements)) "
      + "judgements went with them; \(grouped(unclear)) contacts need a person, \(grouped(missing)) with links or "
      + "judgements are gone"
  }
}

extension AccountSweep {
  /// What a sweep found, in one sentence.
  fileprivate func words(missed: Int) -> String {
    let drift = missed == 0 ? "earlier runs had missed nothing" : "earlier runs had missed \(grouped(missed)) changes"
    let gone =
      absent.map { "\(grouped($0)) contacts are gone and marked as deleted" }
      ?? "what is absent is left as it is, for Merge's own sync is not known to be whole"
    return "swept: \(drift); \(gone); checksum \(checksum)"
  }
}
