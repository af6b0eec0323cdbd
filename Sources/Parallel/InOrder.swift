extension Workers {
  /// Pieces that may wait for their turn, for each thread.
  private static let waiting = 3

  /// Takes pieces one after the other, works on several at once, and delivers the results in the order of the pieces.
  ///
  /// - Parameters:
  ///   - state: what a thread keeps between its pieces.
  ///   - next: the next piece, nil at the end; never called by two threads at once.
  ///   - work: called by many threads at once.
  ///   - deliver: never called by two threads at once.
  /// - Throws: what the closures throw; of several errors the one of the first piece. All pieces before it have been
  ///   delivered.
  package func inOrder<State, Piece, Result>(
    state: @autoclosure () -> State, next: () throws -> Piece?, work: (inout State, Piece) throws -> Result,
    deliver: (Result) throws -> Void
  ) throws {
    if count == 1 {
      var state = state()
      while let piece = try next() { try deliver(try work(&state, piece)) }
      return
    }
    let source = Guarded(Source())
    let line = Guarded(Line<Result>())
    run(count) {
      var state = state()
      while let (turn, piece) = Workers.take(source, line, next) {
        let result = Swift.Result { try work(&state, try piece.get()) }
        Workers.handIn(result, turn, line, deliver)
        line.wait { $0.failure != nil || turn < $0.turn + Workers.waiting * count }
      }
    }
    if let failure = line.with({ $0.failure }) { throw failure }
  }

  /// Where pieces come from.
  private struct Source {
    var turn = 0
    var isAtEnd = false
  }

  /// Results on their way, and whose turn it is.
  private struct Line<Result> {
    var ready: [Int: Swift.Result<Result, any Error>] = [:]
    var turn = 0
    var isDelivering = false
    var failure: (any Error)?
  }

  private static func take<Piece, Result>(
    _ source: Guarded<Source>, _ line: Guarded<Line<Result>>, _ next: () throws -> Piece?
  ) -> (turn: Int, piece: Swift.Result<Piece, any Error>)? {
    if line.with({ $0.failure != nil }) { return nil }
    return source.with { source in
      guard !source.isAtEnd else { return nil }
      do {
        guard let piece = try next() else {
          source.isAtEnd = true
          return nil
        }
        source.turn += 1
        return (source.turn - 1, .success(piece))
      } catch {
        source.isAtEnd = true
        source.turn += 1
        return (source.turn - 1, .failure(error))
      }
    }
  }

  /// Puts a result in its place; whoever finds the next one to be delivered delivers all that are ready.
  private static func handIn<Result>(
    _ result: Swift.Result<Result, any Error>, _ turn: Int, _ line: Guarded<Line<Result>>,
    _ deliver: (Result) throws -> Void
  ) {
    line.with { $0.ready[turn] = result }
    while true {
      let mine: Swift.Result<Result, any Error>? = line.with { line in
        guard !line.isDelivering, line.failure == nil, let ready = line.ready.removeValue(forKey: line.turn) else {
          return nil
        }
        line.isDelivering = true
        return ready
      }
      guard let mine else { return }
      let outcome = Swift.Result { try deliver(try mine.get()) }
      line.change { line in
        line.isDelivering = false
        line.turn += 1
        if case .failure(let error) = outcome { line.failure = error }
      }
    }
  }
}
