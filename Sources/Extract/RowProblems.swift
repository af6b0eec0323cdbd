import Synchronization

/// Rows of an input that were left out, the others being taken: the first texts, and how many there are in all.
package final class RowProblems: Sendable {
  /// Texts kept at most; the others are only counted.
  package static let limit = 1000

  private let state = Mutex<(texts: [String], count: Int)>(([], 0))

  package init() {}

  /// Each says where and what, without the content of cells.
  package var texts: [String] { state.withLock { $0.texts } }
  package var count: Int { state.withLock { $0.count } }

  /// Counts rows; `texts` may be fewer.
  package func add(_ count: Int = 1, _ texts: some Sequence<String>) {
    let texts = Array(texts)
    state.withLock { state in
      state.count += count
      state.texts += texts.prefix(max(0, Self.limit - state.texts.count))
    }
  }
}
