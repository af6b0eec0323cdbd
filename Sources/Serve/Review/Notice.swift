import Load

/// What has just happened, at the head of a page and in its live region.
struct Notice {
  var title: String
  var text: String
  /// The verdict that can be taken back from here.
  var undo: Int64?
  /// All that was decided at once can be taken back from here.
  var batch: String?
  var isProblem = false

  init(_ title: String, _ text: String, isProblem: Bool = false) {
    self.title = title
    self.text = text
    self.isProblem = isProblem
  }

  init(saved verdict: GivenLine) {
    self.init(verdict.undoneAt == nil ? "Saved" : "Taken back", verdict.sentence)
    if verdict.undoneAt == nil { undo = verdict.id }
  }

  init(conflict standing: VerdictStanding) {
    let who = standing.last?.reviewer ?? "somebody"
    self.init(
      "Nothing was saved: this has changed since you saw it",
      standing.last.map { last in
        "\(who) decided “\(GivenLine.words(last.word))” meanwhile. "
          + (standing.isOpen ? "Look at it again below." : "Below is how it stands now.")
      } ?? "A run has read the record anew. Look at it again below.", isProblem: true)
  }

  init(refusal: VerdictAnswer.Refusal) {
    let text =
      switch refusal {
      case .unknownContact: "The record is not there any more."
      case .unknownParty: "The platform does not have this party."
      case .retiredParty: "The platform has retired this party. Choose another one."
      case .erasedParty: "This party was erased. Choose another one."
      case .noCandidate: "No party is left to choose. Search for one by hand."
      case .namedTwice: "It was named twice."
      }
    self.init("Nothing was saved", text, isProblem: true)
  }

  func add(to values: inout [String: Any]) {
    values["hasNotice"] = true
    values["noticeTitle"] = title
    values["noticeText"] = text
    values["noticeIsProblem"] = isProblem
    values["hasUndo"] = undo != nil
    values["undo"] = undo.map { "\($0)" } ?? ""
    values["hasBatch"] = batch != nil
    values["batch"] = batch ?? ""
  }
}
