import ContactModel

/// What was said of contacts, oldest first, reduced to what counts now: of each pair the last word, `withdrawn` being none;
/// and the contacts about which a person is asked and has not answered since.
struct JudgementHistory {
  private struct Pair: Hashable {
    var contact: Int32
    var party: Int32?
  }

  private struct Word {
    var answer: MatchGraph.Judgement.Answer
    var place: Int
  }

  private struct Asked {
    var question: MatchGraph.Question
    var place: Int
  }

  private var words: [Pair: Word] = [:]
  private var order: [Pair] = []
  private var asked: [Asked] = []
  private var count = 0
  /// Who said `same` last (human or import), by contact.
  private(set) var sameSources: [Int32: LinkSource] = [:]

  /// Adds the next row of the table: its `answer` and its `source`. A row by which the program itself asks for a person
  /// (source `revert`, `relink` or `creation`) is a question.
  mutating func add(contact: Int32, party: Int32?, answer: String, source: String) {
    count += 1
    if let reason = JudgementHistory.questions[source] {
      asked.append(Asked(question: .init(contact: contact, party: party, reason: reason), place: count))
      return
    }
    let pair = Pair(contact: contact, party: party)
    order.append(pair)
    let answer = answer == "new_party" ? .different : MatchGraph.Judgement.Answer(rawValue: answer)
    words[pair] = answer.map { Word(answer: $0, place: count) }
    if answer == .same { sameSources[contact] = LinkSource(rawValue: source) }
  }

  private static let questions: [String: Reason] = ["revert": .reverted, "relink": .relinked, "creation": .namesake]

  var judgements: [MatchGraph.Judgement] {
    var words = words
    return order.compactMap { pair in
      words.removeValue(forKey: pair).map {
        MatchGraph.Judgement(contact: pair.contact, party: pair.party, answer: $0.answer)
      }
    }
  }

  /// The questions that nobody has answered: no word that still counts was said of the contact since.
  var questions: [MatchGraph.Question] {
    if asked.isEmpty { return [] }
    var answered: [Int32: Int] = [:]
    for (pair, word) in words { answered[pair.contact] = max(answered[pair.contact] ?? 0, word.place) }
    return asked.filter { (answered[$0.question.contact] ?? 0) < $0.place }.map(\.question)
  }
}
